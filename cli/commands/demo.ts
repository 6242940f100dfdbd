import { resolve } from "node:path";
import { beginPhotographs } from "../demo/photographs.ts";
import { PLAY } from "../demo/play.ts";
import { playTalk } from "../demo/play-talk.ts";
import { pushAPost } from "../demo/push-post.ts";
import { DemoFailed } from "../errors.ts";
import type { LocalOptions } from "../local-stack.ts";
import { addresses, openSession } from "../session.ts";
import type { PublishedTalk } from "../talk/publish-talk.ts";

/** The talk that is played, from the checkout's root. */
const TALK = "talks/sample";

/** `lectern demo`: start, push a post and show it being published, play a talk and show it being blogged; stay, or with `once` end. */
export async function demo(
  options: LocalOptions & { once: boolean },
  write: (line: string) => void,
  stopped: AbortSignal,
): Promise<void> {
  const folder = resolve(options.root, TALK);
  const photographs = beginPhotographs({ deck: resolve(folder, "deck.pdf"), play: PLAY });
  try {
    const session = await openSession(options, write, stopped);
    try {
      for (const line of addresses(session)) write(line);
      if (session.unpublished) throw new DemoFailed(session.unpublished);
      write(`✔ ${await pushAPost(session, stopped)}`);
      const order = { folder, photographs, gatewayPort: options.gatewayPort, table: options.once };
      const talk = await playTalk(session, order, write, stopped);
      if (options.once || stopped.aborted) return;
      for (const line of goOn(talk)) write(line);
      await new Promise<void>((resolve) => stopped.addEventListener("abort", () => resolve(), { once: true }));
    } finally {
      await session.stop();
    }
  } finally {
    await photographs.stop();
  }
}

/** What a person may do next. */
const goOn = ({ uploadUrl, token }: PublishedTalk): string[] => [
  "",
  "Look at it in a browser, and send a photograph of a slide of your own:",
  `  curl -H "Authorization: Bearer ${token}" -H "Content-Type: image/jpeg" --data-binary @photo.jpg ${uploadUrl}`,
  "Lectern stays until Ctrl-C.",
];
