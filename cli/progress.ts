/**
 * What a command prints while it works: a line when a step begins and one when it ends, with its time,
 * and a sign of life whenever nothing was printed for a while.
 */

/** Silence that a person still takes for work, in milliseconds. */
const SILENCE = 5_000;
/** … and what is over sooner needs no word. */
const SHORT = 1_000;

export interface Progress {
  /** Prints one line. */
  line(text: string): void;
  /** Runs `work` as a named step: says that it began, that it goes on, and how long it took. */
  step<Result>(title: string, work: () => Promise<Result>): Promise<Result>;
  /** Runs `work` in silence; when that takes longer than a second, says what is waited for, and goes on to. */
  wait<Result>(title: string, work: () => Promise<Result>): Promise<Result>;
  /** Stops the signs of life. */
  end(): void;
}

export const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

/** Progress written by `write`, one line at a time. */
export function createProgress(write: (line: string) => void, now: () => number = performance.now.bind(performance)): Progress {
  let lastPrinted = now();
  const running: { title: string; since: number }[] = [];
  const line = (text: string): void => {
    lastPrinted = now();
    write(text);
  };
  const heartbeat = setInterval(() => {
    const step = running.at(-1);
    if (step && now() - Math.max(lastPrinted, step.since) >= SILENCE)
      line(`  … ${step.title}, ${Math.round((now() - step.since) / 1000)} s so far`);
  }, 1_000);
  heartbeat.unref();

  return {
    line,
    async step(title, work) {
      const step = { title, since: now() };
      running.push(step);
      line(`▸ ${title}`);
      try {
        const result = await work();
        line(`✔ ${title} (${seconds(now() - step.since)})`);
        return result;
      } catch (error) {
        line(`✖ ${title} (after ${seconds(now() - step.since)})`);
        throw error;
      } finally {
        running.splice(running.indexOf(step), 1);
      }
    },
    async wait(title, work) {
      const step = { title, since: now() };
      running.push(step);
      const word = setTimeout(() => line(`▸ ${title}`), SHORT);
      try {
        return await work();
      } finally {
        clearTimeout(word);
        running.splice(running.indexOf(step), 1);
      }
    },
    end: () => clearInterval(heartbeat),
  };
}
