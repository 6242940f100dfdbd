/** Time that many share: it passes only when nobody can do anything before it does. */
import { setImmediate } from "node:timers/promises";
import { jest } from "@jest/globals";
import { VirtualClock } from "../../../local/services/states/virtual-clock.ts";

export class SharedTime {
  readonly clock = new VirtualClock(Date.parse("2026-11-23T17:00:00Z"));
  readonly #busy = new Set<object>();

  now(): number {
    return this.clock.now();
  }

  /** Resolves `milliseconds` from now. */
  pass(milliseconds: number): Promise<void> {
    return new Promise((resolve) => void this.clock.at(this.now() + milliseconds, resolve));
  }

  after(milliseconds: number, callback: () => void): void {
    this.clock.at(this.now() + milliseconds, callback);
  }

  /** `who` takes steps across turns of the event loop, so time has to wait. */
  busy(who: object): void {
    this.#busy.add(who);
  }

  idle(who: object): void {
    this.#busy.delete(who);
  }

  /** Lets everything happen until no timer is left. @throws Error when that takes more virtual time than `limit` milliseconds */
  async runOut(limit: number): Promise<void> {
    const end = this.now() + limit;
    for (;;) {
      // One turn drains whoever goes on in microtasks alone, as handlers between two calls do.
      do await setImmediate();
      while (this.#busy.size > 0);
      const { next } = this.clock;
      if (next === undefined) return;
      if (next > end) throw new Error(`It has not become quiet after ${limit / 60_000} minutes`);
      jest.setSystemTime(next);
      this.clock.advanceTo(next);
    }
  }
}
