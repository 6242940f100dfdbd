/** What a camera's photograph leaves behind for its next. */
import type { CameraItem } from "../data/camera-item.ts";
import { isStill } from "./scene.ts";

type SeenNow = Omit<CameraItem, "still" | "scene"> & { readonly scene: string };

/** The camera's item after this photograph, with whether the scene stood still. @param before what was remembered when it was looked at */
export function remembered(before: CameraItem | undefined, now: SeenNow): CameraItem & { readonly still: boolean } {
  if (before?.lastSeen === now.lastSeen) return { ...now, still: before.still === true };
  return { ...now, still: before?.scene !== undefined && isStill({ ...before, scene: before.scene }, now) };
}
