/**
 * dynalite in a thread of its own, since it throws some of its faults where nothing can catch them: those end this thread,
 * and nothing else. Its environment, from which dynalite takes account and region, is its own too.
 */
import { parentPort, workerData } from "node:worker_threads";
import dynalite from "dynalite";
import { takeUpTables } from "./take-up.ts";
import { teachDynalite } from "./teach-dynalite.ts";

const { path, socketPath } = workerData as { path: string; socketPath: string };
await takeUpTables(path);
teachDynalite();
const server = dynalite({ path, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
await new Promise<void>((resolve, reject) => server.once("error", reject).listen(socketPath, resolve));
parentPort?.postMessage("listening");
// Closes the files too; without a listener and a port this thread ends.
parentPort?.once("message", () => server.close());
