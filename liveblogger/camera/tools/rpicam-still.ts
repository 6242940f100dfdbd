import type { CaptureTool } from "./contract.ts";

/** The camera of a Raspberry Pi, since Raspberry Pi OS Bookworm. Within the second it looks, the exposure settles. */
export const rpicamStill: CaptureTool = {
  name: "rpicam-still",
  program: ({ device }) => ({
    command: "rpicam-still",
    args: [
      ...["--nopreview", "--timeout", "1000", "--width", "1920", "--height", "1080", "--quality", "90", "--encoding", "jpg"],
      ...(device === undefined ? [] : ["--camera", device]),
      ...["--output", "-"],
    ],
  }),
};
