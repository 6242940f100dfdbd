import type { CaptureTool } from "./contract.ts";

/** The camera of a Raspberry Pi before libcamera: Raspberry Pi OS Buster, or the legacy stack. */
export const raspistill: CaptureTool = {
  name: "raspistill",
  program: ({ device }) => ({
    command: "raspistill",
    args: [
      ...["--nopreview", "--timeout", "1000", "--width", "1920", "--height", "1080", "--quality", "90", "--encoding", "jpg"],
      ...(device === undefined ? [] : ["--camselect", device]),
      ...["--output", "-"],
    ],
  }),
};
