/** Lambda's quotas, in bytes unless said otherwise (Developer Guide, "Lambda quotas"). */

/** A synchronous invocation's payload. */
export const REQUEST_LIMIT = 6_291_456;
/** A synchronous invocation's answer: 6 MB and some room for the envelope. */
export const RESPONSE_LIMIT = 6_291_556;
/** An asynchronous invocation's payload: 1 MB since October 2025, 256 KB before. */
export const EVENT_LIMIT = 1_048_576;
/** Milliseconds: what initialising may take before it counts against the function's timeout. */
export const INIT_LIMIT = 10_000;
/** The end of the log that `LogType: Tail` answers. */
export const LOG_TAIL_LIMIT = 4_096;
/** A line of the log; longer ones are cut in pieces. */
export const LOG_LINE_LIMIT = 262_144;
