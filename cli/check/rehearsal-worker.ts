/** A thread of the rehearsal: takes each photograph that it is asked for, and says what the recogniser makes of it. */
import { parentPort, workerData } from "node:worker_threads";
import { takePositive } from "../../liveblogger/augment/index.ts";
import { decodePhotograph, loadIndex, recognise } from "../../liveblogger/recogniser/index.ts";
import { pixelsOf } from "../page-pixels.ts";
import type { Trial } from "./judge.ts";
import type { RehearsalOrder, Shot } from "./rehearse.ts";

const { index: file, pictures } = workerData as RehearsalOrder;
const index = loadIndex(file);

async function trial({ slide, level, seed }: Shot): Promise<Trial> {
  const page = await pixelsOf(pictures[slide - 1] ?? new Uint8Array());
  const { jpeg } = await takePositive(page, { set: "report", level, seed });
  const { slide: answer, assurance, indistinguishable } = recognise(await decodePhotograph(jpeg), index);
  return { slide, answer, assurance, indistinguishable };
}

parentPort?.on("message", (shot: Shot) => {
  // What breaks here is the deck's fault or ours, and ends the rehearsal: an error event of the worker tells it.
  trial(shot).then(
    (answer) => parentPort?.postMessage(answer),
    (error: unknown) => setImmediate(() => Promise.reject(error)),
  );
});
