import { type RefObject, useEffect, useState } from "react";
import { flushSync } from "react-dom";
import type { Entry } from "../live/entry.ts";
import { builtState, failed, fed, type LiveState, seen } from "../live/live-state.ts";
import { parseHtml } from "../live/parse-html.ts";
import { startPoll } from "../live/poll.ts";
import { readFeed } from "../live/read-feed.ts";
import { isReadingBelow, keepInPlace } from "./keep-in-place";

interface Talk {
  readonly talk: string;
  readonly status: "open" | "ended" | null;
}

/**
 * What a talk's page shows: what was built and then, unless the talk had ended by then, what its feed says.
 * @param list the element that holds the entries
 */
export function useLiveFeed({ talk, status }: Talk, built: readonly Entry[], list: RefObject<HTMLElement | null>): LiveState {
  const [state, setState] = useState(() => builtState(built, status === "ended"));

  useEffect(() => {
    const element = list.current;
    if (status === "ended" || !element) return;
    const change = (next: (state: LiveState) => LiveState) => keepInPlace(element, () => flushSync(() => setState(next)));
    /** What came last. Only what differs from it is news. */
    let last: string | undefined;
    let isFirst = true;

    const poll = startPoll({
      async ask(signal) {
        // The browser keeps the answer with its ETag, and asks only whether there is a newer one.
        const response = await fetch(`/live/${talk}/feed.json`, { signal, cache: "no-cache", credentials: "omit" });
        if (!response.ok) throw new Error(`the feed answered ${response.status}`);
        const text = await response.text();
        const feed = readFeed(text, parseHtml);
        if (text !== last) {
          const below = isReadingBelow(element);
          change((now) => fed(now, feed, below));
          if (isFirst) showAskedFor(built);
        }
        last = text;
        isFirst = false;
        return feed.status === "open" ? "go on" : "stop";
      },
      failed(failures) {
        change((now) => failed(now, failures));
        last = undefined; // the next answer is news, whatever it says: the feed is back
      },
      visible: () => document.visibilityState === "visible",
      random: Math.random,
    });
    document.addEventListener("visibilitychange", poll.wake);
    window.addEventListener("online", poll.wake);
    return () => {
      poll.stop();
      document.removeEventListener("visibilitychange", poll.wake);
      window.removeEventListener("online", poll.wake);
    };
  }, [talk, status, built, list]);

  useEffect(() => {
    if (!list.current) return;
    const top = new IntersectionObserver(() => list.current && !isReadingBelow(list.current) && setState(seen), {
      threshold: [0, 1],
    });
    const beginning = list.current.firstElementChild;
    if (beginning) top.observe(beginning);
    return () => top.disconnect();
  }, [list]);

  return state;
}

/** Somebody may have been sent to an entry that came after the build: a browser looks for it only when a page loads. */
function showAskedFor(built: readonly Entry[]): void {
  const name = window.location.hash.slice(1);
  if (name !== "" && !built.some((entry) => entry.name === name)) document.getElementById(name)?.scrollIntoView();
}
