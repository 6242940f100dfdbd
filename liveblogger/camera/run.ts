import { Counts } from "../../website/src/camera/counts.ts";
import { sendAll } from "../../website/src/camera/send.ts";
import { takePhotographs } from "../../website/src/camera/take.ts";
import { type Upload, uploadTo } from "../../website/src/camera/upload.ts";
import { wait } from "../../website/src/camera/wait.ts";
import { machineClock } from "./clock.ts";
import type { Options } from "./options.ts";
import { PhotoQueue } from "./queue/photo-queue.ts";
import { sourceOf } from "./source-of.ts";

/** How often it is told how things stand, in milliseconds. */
const TELL_EVERY = 10 * 60_000;
/** A photograph that is on its way when the camera is stopped may still arrive: so long, in milliseconds. */
const LAST_PATIENCE = 3_000;

/** The camera, until it is stopped; what was not sent by then waits for the next start. @throws Refused, QueueInUse */
export async function run(options: Options, say: (line: string) => void, stopped: AbortSignal): Promise<void> {
  const clock = machineClock();
  const counts = new Counts();
  const queue = await PhotoQueue.open(options.queue, { room: options.room, clock, counts });
  const ending = new AbortController();
  const end = (): void => ending.abort();
  stopped.addEventListener("abort", end);
  if (stopped.aborted) end();
  const source = sourceOf(options, clock);
  say(`Sends what is new of ${source.name} to ${options.url} as ${options.camera}; ${queue.size} photographs wait.`);
  const telling = setInterval(() => say(`So far: ${counts.told(queue.size)}.`), TELL_EVERY);
  try {
    const taking = takePhotographs({ source, queue, clock, counts, every: options.every, say, wait }, ending.signal);
    const upload = withLastPatience(uploadTo(options));
    const sending = sendAll({ queue, upload, counts, say, wait, random: Math.random }, ending.signal);
    try {
      await Promise.race([taking, sending]);
    } finally {
      end();
      await Promise.allSettled([taking, sending]);
    }
  } finally {
    stopped.removeEventListener("abort", end);
    clearInterval(telling);
    say(`Ends: ${counts.told(queue.size)}.`);
    await queue.close();
  }
}

/** What is under way when the camera is stopped is given up a little later. */
const withLastPatience =
  (upload: Upload): Upload =>
  async (parcel, stopped) => {
    const late = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = (): void => {
      timer = setTimeout(() => late.abort(), LAST_PATIENCE);
    };
    stopped.addEventListener("abort", stop);
    try {
      return await upload(parcel, late.signal);
    } finally {
      stopped.removeEventListener("abort", stop);
      clearTimeout(timer);
    }
  };
