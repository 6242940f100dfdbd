import { pollDelay } from "./poll-delay.ts";

export interface Polled {
  /** Asks once. Rejects when there is no good answer. */
  ask(signal: AbortSignal): Promise<"go on" | "stop">;
  /** Told after each failure how many there were in a row. */
  failed(failures: number): void;
  /** Whether anybody is looking. While nobody is, nothing is asked. */
  visible(): boolean;
  /** A number from 0 to 1. */
  random(): number;
}

export interface Poll {
  /** Asks at once, unless an answer is awaited: the page is looked at again, or the network is back. */
  wake(): void;
  /** Ends it, and gives up the answer that is awaited. */
  stop(): void;
}

/** How long an answer is awaited, in milliseconds. */
const PATIENCE = 10_000;

/** Asks at once, then again and again, until an answer says that there will be no more. */
export function startPoll({ ask, failed, visible, random }: Polled): Poll {
  let over = false;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Gives up the answer that is awaited. */
  let asking: AbortController | undefined;

  async function turn(): Promise<void> {
    if (asking || over || !visible()) return;
    clearTimeout(timer);
    const giveUp = new AbortController();
    asking = giveUp;
    const impatience = setTimeout(() => giveUp.abort(), PATIENCE);
    try {
      if ((await ask(giveUp.signal)) === "stop") over = true;
      failures = 0;
    } catch {
      failures += 1;
      if (!over) failed(failures);
    }
    clearTimeout(impatience);
    asking = undefined;
    if (!over) timer = setTimeout(turn, pollDelay(failures, random()));
  }

  void turn();
  return {
    wake: () => void turn(),
    stop: () => {
      over = true;
      clearTimeout(timer);
      asking?.abort();
    },
  };
}
