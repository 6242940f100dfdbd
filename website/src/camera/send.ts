import { isFinal, type Meaning, meaningOf } from "./answer.ts";
import { backoff } from "./backoff.ts";
import type { Counts } from "./counts.ts";
import { Refused } from "./errors.ts";
import type { Queue, Queued } from "./queue.ts";
import { reasonOf } from "./reason.ts";
import type { Upload } from "./upload.ts";

export interface SenderOptions {
  readonly queue: Queue;
  readonly upload: Upload;
  readonly counts: Counts;
  /** says what people should know */
  readonly say: (line: string) => void;
  /** waits for so many milliseconds, or until it is stopped */
  readonly wait: (milliseconds: number, stopped: AbortSignal) => Promise<void>;
  /** a number from 0 to 1 */
  readonly random: () => number;
}

/** What came of an attempt. */
interface Attempt {
  readonly meaning: Meaning;
  readonly retryAfter: number;
  readonly detail: string;
}

/**
 * Sends what is in the queue, the newest first, until it is stopped. When the talk has ended, what was taken before that is sent still.
 * @throws Refused when nothing more will be taken
 */
export async function sendAll(options: SenderOptions, stopped: AbortSignal): Promise<void> {
  const { queue, counts, say, wait, random } = options;
  /** Photographs that were sent, and it is not known whether they arrived. */
  const tried = new WeakSet<Queued>();
  /** The oldest photograph of those that were taken after the talk's end. */
  let late: { readonly photo: Queued; readonly detail: string } | undefined;
  let failures = 0;
  const refuse = async (photo: Queued): Promise<void> => {
    counts.refused += 1;
    await queue.remove(photo);
  };
  while (!stopped.aborted) {
    const photo = await queue.newest();
    if (!photo) {
      if (late) throw new Refused("ended", explained("ended", late.detail));
      await queue.more(stopped);
      continue;
    }
    if (late && !photo.isFound && queue.ageOf(photo) <= queue.ageOf(late.photo)) {
      await refuse(photo);
      continue;
    }
    const attempt = await send(photo, tried.has(photo) || photo.isFound, options, stopped);
    if (stopped.aborted && attempt?.meaning !== "taken") break;
    if (!attempt) continue;
    const { meaning, retryAfter, detail } = attempt;
    if (meaning === "ended") {
      // A clock that was not yet set makes what an earlier start left look younger than it is: it is kept for a later start.
      if (photo.isFound) throw new Refused("ended", explained("ended", detail));
      if (!late) say("The talk has ended: what was taken before is sent still, then this camera stops.");
      late = { photo, detail };
      await refuse(photo);
      continue;
    }
    if (isFinal(meaning)) throw new Refused(meaning, explained(meaning, detail));
    if (meaning !== "again") {
      if (meaning === "taken") counts.sent += 1;
      else counts.refused += 1;
      await queue.remove(photo);
      if (meaning === "dropped") say(`A photograph was refused, and is thrown away: ${detail}`);
      if (failures > 0) say(`The server answers again; ${queue.size} photographs wait.`);
      failures = 0;
      continue;
    }
    tried.add(photo);
    counts.postponed += 1;
    failures += 1;
    if (failures === 1) say(`Not sent, and tried again from now on: ${detail}`);
    await wait(backoff(failures, random(), retryAfter), stopped);
  }
}

/** Undefined when the photograph could not be read. */
async function send(
  photo: Queued,
  isAgain: boolean,
  { queue, upload }: SenderOptions,
  stopped: AbortSignal,
): Promise<Attempt | undefined> {
  const bytes = await queue.read(photo);
  if (!bytes) return undefined;
  try {
    const { status, detail, retryAfter } = await upload({ bytes, age: queue.ageOf(photo), isAgain }, stopped);
    return { meaning: meaningOf(status), retryAfter, detail: `the server answered ${status}${detail && `: ${detail}`}` };
  } catch (error) {
    return { meaning: "again", retryAfter: 0, detail: reasonOf(error) };
  }
}

function explained(meaning: Refused["meaning"], detail: string): string {
  if (meaning === "token") return `The token is not taken (${detail}). Give the talk's own: lectern talk publish tells it.`;
  if (meaning === "ended") return `The talk takes no more photographs (${detail}).`;
  return `There is no such talk at the address (${detail}). Check it: it is what lectern talk publish calls Upload.`;
}
