import type { CaptureTool } from "./contract.ts";

/** The same program as rpicam-still, as it was called up to Raspberry Pi OS Bullseye. Within the second it looks, the exposure settles. */
export const libcameraStill: CaptureTool = {
  name: "libcamera-still",
  program: ({ device }) => ({
    command: "libcamera-still",
    args: [
      ...["--nopreview", "--timeout", "1000", "--width", "1920", "--height", "1080", "--quality", "90", "--encoding", "jpg"],
      ...(device === undefined ? [] : ["--camera", device]),
      ...["--output", "-"],
    ],
  }),
};
