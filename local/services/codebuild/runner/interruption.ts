/** How a build is ended from outside. */

/** Why a build ends before its end. */
export class Interruption extends Error {
  override readonly name = "Interruption";
  readonly status: "STOPPED" | "TIMED_OUT" | undefined;

  /** Without a status the cloud itself is ending: the build stays IN_PROGRESS on disk, for the next start to run it again. */
  constructor(status: "STOPPED" | "TIMED_OUT" | undefined) {
    super(status ?? "the cloud ends");
    this.status = status;
  }
}

/** `work`, or the reason of the abortion as soon as there is one. */
export async function unlessAborted<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  signal.throwIfAborted();
  let abort: () => void = () => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", abort);
    work.catch(() => {}); // when aborted, what becomes of it is no one's concern
  }
}
