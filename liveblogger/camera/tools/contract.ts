import type { Program } from "../capture/run-program.ts";

/** What of the camera the options say. */
export interface Wanted {
  /** the camera's device, as `/dev/video0`; undefined for the first */
  readonly device?: string | undefined;
  /** an address that ffmpeg reads, instead of a device */
  readonly input?: string | undefined;
}

/** A program that takes photographs. */
export interface CaptureTool {
  /** the program's name, which `--with` knows it by */
  readonly name: string;
  /** what takes one photograph, about 1920 pixels wide, and writes it to standard output as a JPEG */
  program(wanted: Wanted): Program;
}
