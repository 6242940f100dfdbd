import jpegJs from "jpeg-js";
import { type Thumbnail, thumbnailOf } from "../../website/src/camera/thumbnail.ts";

/** Megabytes that a photograph may take while it is looked at. */
const MOST_MEMORY = 512;

/** What a photograph looks like, to tell whether it is news; undefined when it can't be decoded. */
export function lookAt(jpeg: Uint8Array): Thumbnail | undefined {
  try {
    return thumbnailOf(jpegJs.decode(jpeg, { useTArray: true, formatAsRGBA: false, maxMemoryUsageInMB: MOST_MEMORY }), 3);
  } catch {
    return undefined;
  }
}
