import { required } from "../../src/environment.ts";
import { getObject } from "../aws/s3.ts";
import { PhotoGone } from "../errors.ts";
import { type DecodedPhotograph, decodePhotograph } from "../recogniser/index.ts";

export interface FetchedPhotograph {
  readonly photograph: DecodedPhotograph;
  /** as the camera names itself */
  readonly camera: string;
}

/** @throws PhotoGone, PhotographUnreadable, PhotographTooLarge, PhotographTooSmall */
export async function fetchPhotograph(key: string): Promise<FetchedPhotograph> {
  const object = await getObject(required("PHOTOS_BUCKET"), key);
  if (!object) throw new PhotoGone(key);
  return { photograph: await decodePhotograph(object.bytes), camera: object.metadata.camera ?? "camera" };
}
