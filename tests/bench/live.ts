/**
 * `npm run bench:live`: how long a photograph takes from the camera into the feed that readers fetch, through the distribution: with
 * one camera at a photograph a second, then with ten and fifty talks at a photograph every ten seconds. With the real Gatsby,
 * which builds the site again all the while, for every slide asks it to. Takes some ten minutes.
 *
 * The title is shown for four photographs, before the speaker begins, and each slide for two; only the first one is news, and measured.
 * Photographs are drawn before the clock starts, as of a camera on a stand in the middle of a darkened room, and shared by all talks.
 * A talk's first one finds cold functions, and a camera that was never seen; it is told apart. An upload that is refused for want of time is sent again, as cameras do.
 * `--cameras 1` measures only with one.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { type LocalStack, startLocalStack } from "../../cli/local-stack.ts";
import { createProgress } from "../../cli/progress.ts";
import { seedRepository } from "../../cli/seed-repository.ts";
import { localOptions } from "../e2e/support/local-options.ts";
import { drawDeck, publishTalk, type TestDeck } from "../e2e/support/test-talk.ts";
import { type Photographed, photographTalk } from "./live/camera.ts";
import { Reader } from "./live/reader.ts";
import { Executions, STEPS, type Timeline } from "./live/timeline.ts";
import { pageIsThere } from "./push/writer.ts";
import { type Measured, report } from "./report.ts";
import { percentile } from "./timed.ts";

/** What is measured: how many cameras, each of a talk of its own, and their beat in milliseconds. */
interface Scenario {
  readonly cameras: number;
  readonly beat: number;
  readonly slides: number;
  /** milliseconds between two of a reader's looks */
  readonly look: number;
  readonly goals: { readonly p50?: number; readonly p95?: number };
}

const SCENARIOS: readonly Scenario[] = [
  { cameras: 1, beat: 1_000, slides: 40, look: 50, goals: { p50: 1, p95: 2 } },
  { cameras: 10, beat: 10_000, slides: 6, look: 100, goals: {} },
  { cameras: 50, beat: 10_000, slides: 6, look: 500, goals: { p95: 5 } },
];
const { cameras: asked } = parseArgs({ options: { cameras: { type: "string" } }, strict: false }).values;
const measured = SCENARIOS.filter(({ cameras }) => asked === undefined || cameras === Number(asked));
const SLIDES = Math.max(...measured.map(({ slides }) => slides));

const progress = createProgress((line) => process.stderr.write(`${line}\n`));
const executions = new Executions();
const builds = { ended: 0 };

/** Photographs of each slide, all of them from one place. */
async function drawPhotographs(deck: TestDeck): Promise<Photographed[]> {
  const times = Array.from({ length: SLIDES }, (_, index) => (index === 0 ? OF_TITLE : OF_OTHERS));
  const pages = times.flatMap((count, index) => Array<number>(count).fill(index + 1));
  const taken = (await deck.photographs(pages, "a camera on a stand")).values();
  return times.map((count) => [...taken.take(count)]);
}

const between = (from: keyof Timeline & ("sent" | "accepted"), timelines: readonly Timeline[]): number[] =>
  timelines.map((times) => (times.seen - times[from]) / 1000);

/** Photographs of a slide while it is shown. The first one is, before the speaker begins. */
const OF_TITLE = 4;
const OF_OTHERS = 2;

/** A scenario's figures. */
async function measure(
  stack: LocalStack,
  deck: TestDeck,
  slides: readonly Photographed[],
  scenario: Scenario,
): Promise<Measured[]> {
  const { cameras, beat, look, goals } = scenario;
  const addresses = { endpoint: stack.cloud.endpoint, apiUrl: stack.apiUrl, stage: "local" };
  const talks = await Promise.all(
    Array.from({ length: cameras }, async (_, index) => {
      const talk = `talk-${cameras}-${index}`;
      return { camera: await publishTalk(addresses, talk, deck), reader: new Reader(stack.siteUrl, talk, look) };
    }),
  );
  const before = builds.ended;
  const told = await Promise.all(
    talks.map(async (talk, index) => {
      await delay((index * OF_OTHERS * beat) / cameras); // they neither photograph nor change slides in step
      return photographTalk({ ...talk, executions, slides: slides.slice(0, scenario.slides), beat, watched: cameras <= 10 });
    }),
  );
  const first = told.map(({ news: [times] }) => times as Timeline);
  const news = told.flatMap(({ news: [, ...others] }) => others);
  const total = (of: "refused" | "lost"): number => told.reduce((sum, photographs) => sum + photographs[of], 0);
  const name = `${cameras} ${cameras === 1 ? "camera" : "cameras"}`;
  const figure = (what: string, values: readonly number[], share: number, goal?: number): Measured => ({
    figure: `${name}: ${what}, p${share * 100}`,
    value: percentile(values, share),
    unit: "s",
    ...(goal !== undefined && { goal }),
  });
  return [
    figure("photograph accepted to feed", between("accepted", news), 0.5, goals.p50),
    figure("photograph accepted to feed", between("accepted", news), 0.95, goals.p95),
    figure("photograph sent to feed", between("sent", news), 0.95),
    figure("a talk's first photograph, accepted to feed", between("accepted", first), 0.5),
    ...STEPS.flatMap(([step, milliseconds]) =>
      [0.5, 0.95].map((share) =>
        figure(
          `  ${step}`,
          news.map((times) => milliseconds(times) / 1000),
          share,
        ),
      ),
    ),
    { figure: `${name}: photographs measured`, value: news.length, unit: "" },
    { figure: `${name}: photographs lost`, value: total("lost"), unit: "", goal: 0 },
    { figure: `${name}: uploads refused for want of time, and sent again`, value: total("refused"), unit: "" },
    { figure: `${name}: builds of the site that ended meanwhile`, value: builds.ended - before, unit: "" },
  ];
}

const folder = mkdtempSync(join(tmpdir(), "lectern-bench-"));
try {
  const deck = await progress.step("Drawing the deck", () => drawDeck("bullets", SLIDES));
  const slides = await progress.step("Drawing photographs", () => drawPhotographs(deck));
  const stack = await startLocalStack(await localOptions(join(folder, "state")), progress, (event) => {
    executions.hear(event);
    if (event.type === "build-ended") builds.ended += 1;
  });
  try {
    await progress.step("Publishing the site for the first time", async () => {
      await seedRepository(process.cwd(), stack.cloneUrl, stack.branch);
      await pageIsThere(`${stack.siteUrl}/`);
    });
    const figures: Measured[] = [];
    for (const scenario of measured)
      figures.push(...(await progress.step(`${scenario.cameras} cameras`, () => measure(stack, deck, slides, scenario))));
    report(figures);
  } finally {
    await stack.cloud.stop();
  }
} finally {
  progress.end();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
