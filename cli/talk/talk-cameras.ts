/** A talk's cameras, and which of them went silent. Pure. */
import type { CameraItem } from "../../liveblogger/data/camera-item.ts";
import type { TalkItem } from "../../liveblogger/data/talk-item.ts";
import type { Paint } from "../paint.ts";
import { table } from "../table.ts";
import { ago } from "../times.ts";

/** What `lectern photo push` calls itself: whoever sends by hand owes no photograph a minute. */
export const BY_HAND = "lectern-photo-push";

/** A camera sends a photograph a minute at least (website/src/camera/pace.ts), in milliseconds. */
const SILENT_AFTER = 3 * 60_000;
/** Nobody speaks so long: the talk was not ended, or was rehearsed the day before. */
const FORGOTTEN_AFTER = 24 * 3_600_000;

export interface TalkCamera {
  /** as it names itself */
  readonly camera: string;
  /** when the last photograph of it that was looked at was taken: ISO 8601, UTC */
  readonly lastPhoto: string;
  /** the talk is open, and the camera has sent none for three minutes, but some within a day */
  readonly isSilent: boolean;
}

/** By their names' order. @param now milliseconds since the epoch */
export const camerasOf = (
  { status }: Pick<TalkItem, "status">,
  items: readonly Pick<CameraItem, "camera" | "lastSeen">[],
  now: number,
): TalkCamera[] =>
  items
    .map(({ camera, lastSeen: lastPhoto }) => {
      const silence = now - Date.parse(lastPhoto);
      const isMissed = silence > SILENT_AFTER && silence <= FORGOTTEN_AFTER;
      return { camera, lastPhoto, isSilent: status === "open" && camera !== BY_HAND && isMissed };
    })
    .sort((one, other) => (one.camera < other.camera ? -1 : 1));

/** When the last of their photographs was taken. */
export const lastPhotoOf = (cameras: readonly TalkCamera[]): string | undefined =>
  cameras
    .map(({ lastPhoto }) => lastPhoto)
    .sort()
    .at(-1);

/** @param now milliseconds since the epoch */
export const cameraTable = (
  talks: readonly { readonly talk: string; readonly cameras: readonly TalkCamera[] }[],
  paint: Paint,
  now: number,
): string[] =>
  table(
    ["camera", "talk", "last photo"],
    talks.flatMap(({ talk, cameras }) =>
      cameras.map(({ camera, lastPhoto, isSilent }) => {
        const when = ago(lastPhoto, now);
        return [camera, talk, isSilent ? paint("red", `${when}: silent`) : when];
      }),
    ),
  );
