/** The real clock. */
import type { Clock } from "./contracts.ts";

/** What a timer of Node holds at most, in milliseconds. */
const longestTimer = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  at(time, callback) {
    let timer: NodeJS.Timeout;
    /** Timers may be early by a fraction and end at 24 days, so each looks again whether its time has come. */
    const wait = () => {
      const left = time - Date.now();
      timer = setTimeout(left <= longestTimer ? ring : wait, Math.min(Math.max(left, 0), longestTimer));
    };
    const ring = () => (Date.now() < time ? wait() : callback());
    wait();
    return () => clearTimeout(timer);
  },
};
