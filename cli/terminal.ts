import type { Paint } from "./paint.ts";

/** What a command has of the terminal it runs in. */
export interface Terminal {
  /** `--json`: whoever reads is a program */
  readonly json: boolean;
  /** colours for results, where somebody sees them */
  readonly paint: Paint;
  /** a result: one line of JSON with `--json`, otherwise these lines, both on standard output */
  result(value: unknown, lines: () => readonly string[]): void;
  /** a line of a result that is the same for people and programs */
  write(line: string): void;
  /** a line about the work, on standard error; `{"progress":…}` with `--json` */
  tell(line: string): void;
  /** runs work that may be over at once: after a second of it, says what is waited for */
  wait<Result>(title: string, work: () => Promise<Result>): Promise<Result>;
  /** aborted by the first Ctrl-C; from the call on, that ends the program no more by itself */
  stopSignal(): AbortSignal;
}
