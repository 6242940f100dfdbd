import type { Clock } from "../../contracts.ts";

interface Timer {
  readonly time: number;
  readonly callback: () => void;
}

/** A clock that stands still until it is told to go on. */
export class VirtualClock implements Clock {
  #now: number;
  readonly #timers = new Set<Timer>();

  /** @param now milliseconds since the epoch */
  constructor(now: number = Date.parse("2026-01-01T00:00:00Z")) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  at(time: number, callback: () => void): () => void {
    const timer = { time, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** When the next timer is due, or undefined when there is none. */
  get next(): number | undefined {
    const times = [...this.#timers].map((timer) => timer.time);
    return times.length > 0 ? Math.min(...times) : undefined;
  }

  /** Goes on to `time`, calling what is due on the way in order. It never goes back. */
  advanceTo(time: number): void {
    for (let due = this.#due(time); due; due = this.#due(time)) {
      this.#timers.delete(due);
      this.#now = Math.max(this.#now, due.time);
      due.callback();
    }
    this.#now = Math.max(this.#now, time);
  }

  #due(time: number): Timer | undefined {
    return [...this.#timers].filter((timer) => timer.time <= time).sort((a, b) => a.time - b.time)[0];
  }
}
