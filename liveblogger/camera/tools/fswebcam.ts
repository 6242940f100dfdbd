import type { CaptureTool } from "./contract.ts";

/** A USB camera. The first frames are passed over, for in them the exposure has not settled. */
export const fswebcam: CaptureTool = {
  name: "fswebcam",
  program: ({ device }) => ({
    command: "fswebcam",
    args: [
      ...["--quiet", "--no-banner", "--resolution", "1920x1080", "--skip", "10", "--jpeg", "90"],
      ...(device === undefined ? [] : ["--device", device]),
      "-",
    ],
  }),
};
