/** The thread that takes the photographs: it posts each as soon as it has it. */
import { parentPort, workerData } from "node:worker_threads";
import type { Order } from "./photographs.ts";
import { takePhotographs } from "./take-photographs.ts";

const { deck, play } = workerData as Order;
let place = 0;
for await (const jpeg of takePhotographs(deck, play)) parentPort?.postMessage({ place: place++, jpeg });
