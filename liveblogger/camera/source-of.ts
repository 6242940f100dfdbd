import type { CameraClock } from "../../website/src/camera/age.ts";
import type { Source } from "../../website/src/camera/source.ts";
import { Programs } from "./capture/programs.ts";
import { WatchedFolder } from "./capture/watched-folder.ts";
import type { Options } from "./options.ts";
import { toolsFor } from "./tools/index.ts";

/** Where the options say that photographs come from. */
export function sourceOf({ watch, with: named, input, device, timeout }: Options, clock: CameraClock): Source {
  if (watch !== undefined) return new WatchedFolder(watch, clock);
  return new Programs(toolsFor(named, input), { device, input, timeout }, clock);
}
