import { setTimeout as delay } from "node:timers/promises";
import { SFNClient } from "@aws-sdk/client-sfn";
import { DemoFailed, Interrupted } from "../errors.ts";
import { explainEnd } from "../executions.ts";
import { FeedReader } from "../photo/feed-reader.ts";
import { sendPhotograph } from "../photo/send-photograph.ts";
import { clientSettings } from "../place.ts";
import type { Session } from "../session.ts";
import { type PublishedTalk, publishTalk } from "../talk/publish-talk.ts";
import { checkFeed, checkPage } from "./check-posts.ts";
import { type Followed, followPhotograph, type Watch } from "./follow-photograph.ts";
import { headLines, outcomeLine, readableIn } from "./lines.ts";
import type { Photographs } from "./photographs.ts";
import { expectedEntries, PACE, PLAY, takenAt } from "./play.ts";

/** Two builds of the site may be before the last one. */
const BUILD_PATIENCE = 20 * 60_000;

/** The talk that is played, and where. */
export interface PlayOrder {
  readonly folder: string;
  readonly photographs: Photographs;
  readonly gatewayPort: number;
  /** shows all of it once more in the end, in one table */
  readonly table: boolean;
}

/** The talk, and what became of its photographs, in the order in which they were sent. */
export interface Played {
  readonly talk: PublishedTalk;
  readonly photographs: readonly Followed[];
}

/**
 * Publishes the talk and plays it: its photographs are sent as a camera would send them, and a line says what became of each. In the
 * end exactly the slides that were shown have to be in the feed and on the built page. The talk goes on to take photographs.
 * @throws DemoFailed, UserError, Interrupted
 */
export async function playTalk(
  session: Session,
  { folder, photographs, gatewayPort, table }: PlayOrder,
  write: (line: string) => void,
  stopped: AbortSignal,
): Promise<Played> {
  const place = { port: gatewayPort };
  const tell = (line: string): void => session.progress.line(line);
  const talk = await session.quietly(() => publishTalk(folder, { place, newToken: true, fresh: true, tell, stopped }));
  write(`\n“${talk.title}” begins. Follow it: ${talk.pageUrl}\n`);
  const sfn = new SFNClient(clientSettings(place));
  const feed = new FeedReader(talk.pageUrl);
  const reading = feed.follow();
  const machineArn = session.stack.cloud.outputs.LiveBloggerArn ?? "";
  try {
    const watch = { executions: session.executions, sfn, feed, machineArn, play: PLAY, stopped };
    const outcomes = await session.quietly(async () => {
      const followed = await sendAll({ watch, talk, photographs, write });
      await session.progress.step("The last build of the site", () => lastBuild(watch, followed));
      return followed;
    });
    if (table) for (const line of ["", ...headLines(), ...outcomes.map(outcomeLine)]) write(line);
    write(await judge(talk, feed, outcomes));
    return { talk, photographs: outcomes };
  } finally {
    feed.stop();
    await reading;
    sfn.destroy();
  }
}

interface Playing {
  readonly watch: Watch;
  readonly talk: PublishedTalk;
  readonly photographs: Photographs;
  readonly write: (line: string) => void;
}

/** Sends each photograph in its time, whatever becomes of those before it; gives what became of each. */
async function sendAll({ watch, talk, photographs, write }: Playing): Promise<Followed[]> {
  for (const line of headLines()) write(line);
  const url = talk.uploadUrl;
  const token = talk.token ?? "";
  const sent: number[] = [];
  const following: Promise<Followed>[] = [];
  for (const [place, { camera }] of PLAY.entries()) {
    const jpeg = await photographs.at(place);
    await delay(Math.max(0, (sent.at(-1) ?? 0) + PACE * 1000 - Date.now()));
    if (watch.stopped.aborted) throw new Interrupted();
    sent.push(Date.now());
    const follow = async (sentAt: number): Promise<Followed> => {
      const age = ageOf(place, sent);
      const key = await sendPhotograph({ url, token }, { camera, bytes: jpeg, ...(age !== undefined && { age }) });
      const followed = await followPhotograph(watch, { place, key, sentAt });
      write(outcomeLine(followed));
      return followed;
    };
    following.push(follow(Date.now()));
    // Whoever waits for all of them hears of a failure; until then it must not end the process.
    following.at(-1)?.catch(() => {});
  }
  return Promise.all(following);
}

/** How old a photograph is that was taken between two others and is sent only now, in seconds. */
function ageOf(place: number, sent: readonly number[]): number | undefined {
  const shot = PLAY[place];
  if (shot?.late === undefined) return undefined;
  const between = takenAt(shot, place);
  const taken = ((sent[Math.floor(between)] ?? 0) + (sent[Math.ceil(between)] ?? 0)) / 2;
  return (Date.now() - taken) / 1000;
}

/** Waits for the ends of all executions, which wait for their builds. @throws DemoFailed */
async function lastBuild({ executions, stopped }: Watch, followed: readonly Followed[]): Promise<void> {
  for (const { executionArn, number } of followed) {
    const end = await executions.end(executionArn, BUILD_PATIENCE, stopped);
    if (end.status !== "SUCCEEDED") throw new DemoFailed(`What was started for photograph ${number} failed: ${explainEnd(end)}`);
  }
}

/** Gives the line of figures. @throws DemoFailed unless exactly the right posts are there */
async function judge(talk: PublishedTalk, feed: FeedReader, outcomes: readonly Followed[]): Promise<string> {
  await feed.read();
  const page = await fetch(talk.pageUrl);
  const expected = expectedEntries(PLAY);
  const problems = [
    ...outcomes.flatMap(({ number, failure }) => (failure ? [`photograph ${number}: ${failure}`] : [])),
    ...checkFeed(feed.entries, expected),
    ...checkPage(await page.text(), expected),
  ];
  if (problems.length > 0) throw new DemoFailed(`The live blog is not as it should be: ${problems.join("; ")}.`);
  const count = `${outcomes.length} photographs, ${expected.length} entries, exactly those that were shown`;
  return `\n✔ ${count}, in the feed and on the built page; to be read after: ${readableIn(outcomes)}; ${talk.pageUrl}`;
}
