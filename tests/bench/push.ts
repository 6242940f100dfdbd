/**
 * `npm run bench:push`: how long a push takes to the page that a reader sees, beside a bare `gatsby build` of the same
 * commit with its own cache in the same state; a build's end noticed; starts. With the real Gatsby; takes some minutes.
 *
 * Pushes and bare builds take turns, so that a busy hour slows both. Each bare build has what the push before it had:
 * modules, and the cache of the commit before.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Executions } from "../../cli/executions.ts";
import { git } from "../../cli/git.ts";
import { type LocalStack, startLocalStack } from "../../cli/local-stack.ts";
import { createProgress } from "../../cli/progress.ts";
import { seedRepository } from "../../cli/seed-repository.ts";
import { localOptions } from "../e2e/support/local-options.ts";
import { BareGatsby } from "./push/bare-gatsby.ts";
import { pageIsThere, writePost } from "./push/writer.ts";
import { type Measured, report } from "./report.ts";
import { median, timed } from "./timed.ts";

const PATIENCE = 15 * 60_000;
const ROUNDS = 5;

const folder = mkdtempSync(join(tmpdir(), "lectern-bench-"));
const options = await localOptions(join(folder, "state"));
const executions = new Executions();
const progress = createProgress((line) => process.stderr.write(`${line}\n`));
const start = (): Promise<[LocalStack, number]> =>
  timed(() => startLocalStack(options, progress, (event) => executions.hear(event)));

/** Waits for the execution's end. Gives how late it noticed that its build had ended, as a share of the build's length. */
async function lateness(commit: string): Promise<number> {
  const end = await executions.endOf(commit, PATIENCE);
  const build = executions.lastBuild();
  const noticed = executions.statesOf(end.executionArn).findLast(({ state }) => state === "Done");
  if (end.status !== "SUCCEEDED" || !build || !noticed) throw new Error(`the push of ${commit} ended ${end.status}`);
  return (noticed.time - build.endedAt) / (build.endedAt - build.startedAt);
}

interface Cold {
  readonly pushed: number;
  readonly install: number;
  readonly bare: number;
}

/** The first push and the first bare build, both from nothing but the checkout. */
async function cold({ siteUrl, cloneUrl, branch }: LocalStack, gatsby: BareGatsby): Promise<Cold> {
  const [commit, pushed] = await timed(async () => {
    const seeded = await seedRepository(options.root, cloneUrl, branch);
    await pageIsThere(`${siteUrl}/`);
    return seeded;
  });
  if (!commit) throw new Error("the repository was there already");
  await lateness(commit);
  await gatsby.checkOut(cloneUrl, commit);
  const [, install] = await timed(() => gatsby.install());
  const [, bare] = await timed(() => gatsby.build());
  return { pushed, install, bare };
}

interface Warm {
  readonly pushed: number;
  readonly bare: number;
  readonly late: number;
}

/** One post more, pushed, then built bare. */
async function warm({ siteUrl, cloneUrl, branch }: LocalStack, gatsby: BareGatsby, clone: string, round: number): Promise<Warm> {
  const { commit, path } = await writePost(clone, round);
  const [, pushed] = await timed(async () => {
    await git(clone, "push", "--quiet", "origin", branch);
    await pageIsThere(`${siteUrl}${path}`);
  });
  const late = await lateness(commit);
  await gatsby.checkOut(cloneUrl, commit);
  const [, bare] = await timed(() => gatsby.build());
  progress.line(`Round ${round}: push to page ${pushed.toFixed(1)} s, bare gatsby build ${bare.toFixed(1)} s`);
  return { pushed, bare, late };
}

try {
  const [stack, booted] = await start();
  const bareFolder = join(folder, "bare");
  mkdirSync(bareFolder);
  const gatsby = new BareGatsby(bareFolder, stack.siteUrl);
  const first = await cold(stack, gatsby);
  const clone = join(folder, "writer");
  await git(folder, "clone", "--quiet", stack.cloneUrl, clone);
  const rounds: Warm[] = [];
  for (let round = 1; round <= ROUNDS; round++) rounds.push(await warm(stack, gatsby, clone, round));
  await stack.cloud.stop();
  const [again, started] = await start();
  await again.cloud.stop();

  const pushed = rounds.map((round) => round.pushed);
  const figures: Measured[] = [
    { figure: "first start to published site (package, install, build)", value: booted + first.pushed, unit: "s", goal: 240 },
    { figure: "cold: first push to page", value: first.pushed, unit: "s" },
    { figure: "cold: bare npm ci", value: first.install, unit: "s" },
    { figure: "cold: bare gatsby build", value: first.bare, unit: "s" },
    {
      figure: "cold: push to page / bare npm ci and gatsby build",
      value: first.pushed / (first.install + first.bare),
      unit: "ratio",
    },
    { figure: "one post added: push to page, median", value: median(pushed), unit: "s" },
    { figure: "one post added: push to page, slowest", value: Math.max(...pushed), unit: "s", goal: 60 },
    { figure: "one post added: bare gatsby build, median", value: median(rounds.map(({ bare }) => bare)), unit: "s" },
    {
      figure: "one post added: push to page / bare gatsby build, median of the rounds",
      value: median(rounds.map((round) => round.pushed / round.bare)),
      unit: "ratio",
      goal: 1.15,
    },
    {
      figure: "a build's end noticed, share of its length",
      value: Math.max(...rounds.map(({ late }) => late)),
      unit: "ratio",
      goal: 0.1,
    },
    { figure: "second start", value: started, unit: "s", goal: 5 },
  ];
  report(figures);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
