import type { CaptureTool } from "./contract.ts";

/** Any command that writes a JPEG to its standard output, as the shell understands it. */
export const anyCommand = (command: string): CaptureTool => ({
  name: command,
  program: () => ({ command: "/bin/sh", args: ["-c", command] }),
});
