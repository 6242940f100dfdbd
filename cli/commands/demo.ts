import { resolve } from "node:path";
import type { Followed } from "../demo/follow-photograph.ts";
import { beginPhotographs } from "../demo/photographs.ts";
import { PLAY } from "../demo/play.ts";
import { playTalk } from "../demo/play-talk.ts";
import { pushAPost } from "../demo/push-post.ts";
import { DemoFailed } from "../errors.ts";
import type { LocalOptions } from "../local-stack.ts";
import { addresses, openSession } from "../session.ts";
import type { PublishedTalk } from "../talk/publish-talk.ts";
import type { Terminal } from "../terminal.ts";

/** The talk that is played, from the checkout's root. */
const TALK = "talks/sample";

/** `lectern demo`: start, push a post and show it being published, play a talk and show it being blogged; stay, or with `once` end. */
export async function demo(
  options: LocalOptions & { once: boolean },
  terminal: Pick<Terminal, "json" | "result" | "tell" | "write">,
  stopped: AbortSignal,
): Promise<void> {
  const write = terminal.json ? terminal.tell : terminal.write;
  const folder = resolve(options.root, TALK);
  const photographs = beginPhotographs({ deck: resolve(folder, "deck.pdf"), play: PLAY });
  try {
    const session = await openSession(options, write, stopped);
    try {
      for (const line of addresses(session)) write(line);
      if (session.unpublished) throw new DemoFailed(session.unpublished);
      write(`✔ ${await pushAPost(session, stopped)}`);
      const order = { folder, photographs, gatewayPort: options.gatewayPort, table: options.once };
      const { talk, photographs: sent } = await playTalk(session, order, write, stopped);
      const stays = !options.once && !stopped.aborted;
      const { siteUrl } = session.stack;
      terminal.result({ siteUrl, ...talk, photographs: sent.map(asDocument) }, () => (stays ? goOn(talk) : []));
      if (!stays) return;
      await new Promise<void>((resolve) => stopped.addEventListener("abort", () => resolve(), { once: true }));
    } finally {
      await session.stop();
    }
  } finally {
    await photographs.stop();
  }
}

/** What became of a photograph, for programs: seconds until it could be read. */
const asDocument = ({ number, shot, decision, executionArn, readable }: Followed) => ({
  number,
  camera: shot.camera,
  shown: shot.slide,
  executionArn,
  ...decision,
  ...(readable !== undefined && { readableAfter: readable / 1000 }),
});

/** What a person may do next. */
const goOn = ({ uploadUrl, token }: PublishedTalk): string[] => [
  "",
  "Look at it in a browser, and send a photograph of a slide of your own:",
  `  curl -H "Authorization: Bearer ${token}" -H "Content-Type: image/jpeg" --data-binary @photo.jpg ${uploadUrl}`,
  "Lectern stays until Ctrl-C.",
];
