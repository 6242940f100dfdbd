/** Whether this machine's processors have time to spare. */
import { availableParallelism, cpus } from "node:os";

/** Milliseconds: processors count their time in hundredths of a second, so a shorter look says little. */
const LOOK = 200;
/** So much of one processor is enough for one more process. */
const ENOUGH = 0.5;

/** All processors of the machine, whoever uses them. */
export class Processors {
  #lookedAt = performance.now();
  #before = times();
  #spare = true;
  readonly count = availableParallelism();

  /** Whether half of a processor at least was free, from one look to the next. */
  get spare(): boolean {
    if (performance.now() - this.#lookedAt >= LOOK) {
      const before = this.#before;
      this.#lookedAt = performance.now();
      this.#before = times();
      const { free, all, count } = this.#before;
      this.#spare = ((free - before.free) / (all - before.all)) * count >= ENOUGH;
    }
    return this.#spare;
  }
}

/** What the processors did so far, in milliseconds, all together. */
function times(): { free: number; all: number; count: number } {
  const processors = cpus().map(({ times }) => times);
  const sum = (of: readonly number[]): number => of.reduce((one, other) => one + other, 0);
  return {
    free: sum(processors.map(({ idle }) => idle)),
    all: sum(processors.map(({ idle, nice, user, sys, irq }) => idle + nice + user + sys + irq)),
    count: processors.length,
  };
}
