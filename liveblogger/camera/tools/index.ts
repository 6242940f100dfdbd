/** The programs that take photographs, in the order in which they are looked for. */
import { anyCommand } from "./command.ts";
import type { CaptureTool } from "./contract.ts";
import { ffmpeg } from "./ffmpeg.ts";
import { fswebcam } from "./fswebcam.ts";
import { libcameraStill } from "./libcamera-still.ts";
import { raspistill } from "./raspistill.ts";
import { rpicamStill } from "./rpicam-still.ts";

export type { CaptureTool, Wanted } from "./contract.ts";

export const TOOLS: readonly CaptureTool[] = [rpicamStill, libcameraStill, raspistill, fswebcam, ffmpeg];

/** The tools to try: all of them; the one that is named; or the command, when it is no tool's name. An address is for ffmpeg alone. */
export function toolsFor(named: string | undefined, input: string | undefined): readonly CaptureTool[] {
  if (named === undefined) return input === undefined ? TOOLS : [ffmpeg];
  return [TOOLS.find(({ name }) => name === named) ?? anyCommand(named)];
}
