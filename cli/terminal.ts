/** What a command has of the terminal it runs in. */
export interface Terminal {
  /** a line of the result, on standard output */
  write(line: string): void;
  /** a line about the work, on standard error */
  tell(line: string): void;
  /** aborted by the first Ctrl-C; from the call on, that ends the program no more by itself */
  stopSignal(): AbortSignal;
}
