import type { Clock } from "local-cloud";

export interface LateClock extends Clock {
  /** Lets so many milliseconds pass at once: what was due in them happens now. */
  forward(milliseconds: number): void;
}

/** The real time, which can be set forward. */
export function lateClock(): LateClock {
  let ahead = 0;
  const now = () => Date.now() + ahead;
  const waiting = new Set<() => void>();
  return {
    now,
    at(time, callback) {
      let timer: NodeJS.Timeout;
      const cancel = () => {
        clearTimeout(timer);
        waiting.delete(wait);
      };
      const wait = () => {
        clearTimeout(timer);
        timer = setTimeout(ring, Math.max(0, time - now()));
      };
      // Timers may be early by a fraction.
      const ring = () => {
        if (now() < time) return wait();
        cancel();
        callback();
      };
      waiting.add(wait);
      wait();
      return cancel;
    },
    forward(milliseconds) {
      ahead += milliseconds;
      for (const wait of [...waiting]) wait();
    },
  };
}
