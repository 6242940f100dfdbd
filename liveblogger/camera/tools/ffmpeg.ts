import type { CaptureTool } from "./contract.ts";

/** A USB camera, or anything that ffmpeg reads: a network camera's `rtsp://…`, a film. */
export const ffmpeg: CaptureTool = {
  name: "ffmpeg",
  program: ({ device = "/dev/video0", input }) => ({
    command: "ffmpeg",
    args: [
      ...["-nostdin", "-loglevel", "error"],
      ...(input === undefined ? ["-f", "v4l2", "-video_size", "1920x1080", "-i", device, "-ss", "0.5"] : ["-i", input]),
      ...["-frames:v", "1", "-c:v", "mjpeg", "-q:v", "3", "-f", "image2pipe", "-"],
    ],
  }),
};
