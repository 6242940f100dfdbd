/** Waits for so many milliseconds, or until it is stopped. */
export const wait = (milliseconds: number, stopped: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      stopped.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    stopped.addEventListener("abort", done);
    if (stopped.aborted) done();
  });
