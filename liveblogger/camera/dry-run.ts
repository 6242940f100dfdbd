import { createHash } from "node:crypto";
import { meaningOf } from "../../website/src/camera/answer.ts";
import { CaptureFailed, Refused } from "../../website/src/camera/errors.ts";
import { reasonOf } from "../../website/src/camera/reason.ts";
import { uploadTo } from "../../website/src/camera/upload.ts";
import { machineClock } from "./clock.ts";
import { NotReached } from "./errors.ts";
import type { Options } from "./options.ts";
import { sourceOf } from "./source-of.ts";
import { TOOLS } from "./tools/index.ts";

/** Takes one photograph, sends it, and says what happens on the way. Nothing is kept. @throws CaptureFailed, NotReached, Refused */
export async function dryRun(options: Options, say: (line: string) => void, stopped: AbortSignal): Promise<void> {
  const clock = machineClock();
  const source = sourceOf(options, clock);
  say(
    `Source: ${source.name}${(options.with ?? options.watch ?? options.input) ? "" : ` (the first of ${TOOLS.length} that can)`}`,
  );
  const began = clock.now();
  const photograph = await source.next(stopped);
  if (!photograph) throw new CaptureFailed("not found", `There is no picture in ${options.watch}.`);
  const { bytes, width, height, takenAt } = photograph;
  say(
    `Capture: ${source.name}, ${width} × ${height}, ${bytes.length} bytes, a whole JPEG, after ${seconds(clock.now() - began)}`,
  );
  const looked = clock.now();
  const look = photograph.look();
  say(
    look
      ? `Change: looked at in ${seconds(clock.now() - looked)}; it would be sent as the first, and then when ${look.columns} × ${look.rows} cells of it differ`
      : "Change: it can't be decoded here, so all photographs like it would be sent",
  );
  say(`Queue: it would wait in ${options.queue}, of at most ${options.room.photographs}`);
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  say(`Sending: ${hash} to ${options.url} as ${options.camera}, ${seconds(clock.now() - takenAt)} old`);
  const answer = await uploadTo(options)({ bytes, age: clock.now() - takenAt, isAgain: false }, stopped).catch(reasonOf);
  if (typeof answer === "string") throw new NotReached(`No answer from ${options.url}: ${answer}. ${WHAT_IT_MEANS.again}`);
  const { status, detail } = answer;
  const meaning = meaningOf(status);
  say(`Answer: ${status}${detail && `, ${detail.replace(/\.$/, "")}`}. ${WHAT_IT_MEANS[meaning]}`);
  if (meaning === "token" || meaning === "ended" || meaning === "nowhere") throw new Refused(meaning, "Nothing would be sent.");
}

const WHAT_IT_MEANS = {
  taken: "The photograph is taken; the talk's page shows what was recognised.",
  again: "It would wait in the queue and be sent again.",
  dropped: "It would be thrown away.",
  token: "The camera would stop: the token is wrong.",
  ended: "The camera would stop: the talk has ended.",
  nowhere: "The camera would stop: there is no such talk at this address.",
} as const;

const seconds = (time: number): string => `${time.toFixed(2)} s`;
