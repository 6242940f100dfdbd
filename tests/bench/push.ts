/**
 * `npm run bench:push`: a first start to a published site, a pushed post to its page, and a second start, with the real
 * Gatsby. Takes some minutes; figures are of this machine and this hour.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { git } from "../../cli/git.ts";
import { openSession, type Session } from "../../cli/session.ts";
import { localOptions } from "../e2e/support/local-options.ts";
import { type Measured, report } from "./report.ts";

const PATIENCE = 15 * 60_000;

const folder = mkdtempSync(join(tmpdir(), "lectern-bench-"));
const options = await localOptions(folder);
const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Runs `work` and gives its result and how many seconds it took. */
async function timed<Result>(work: () => Promise<Result>): Promise<[Result, number]> {
  const start = performance.now();
  const result = await work();
  return [result, (performance.now() - start) / 1000];
}

const open = (): Promise<[Session, number]> => timed(() => openSession(options, say, new AbortController().signal));

/** Pushes one more post and waits until its page answers. Gives seconds, and how late the build's end was noticed. */
async function pushPost({ stack, executions }: Session, number: number): Promise<{ seconds: number; lateness: number }> {
  const clone = join(folder, `clone-${number}`);
  await git(folder, "clone", "--quiet", stack.cloneUrl, clone);
  const post = join(clone, "website/content/posts", `bench-${number}`);
  mkdirSync(post, { recursive: true });
  writeFileSync(
    join(post, "index.md"),
    `---\ntitle: Bench ${number}\ndate: 2026-01-0${number}\ntags: [bench]\ndescription: A measured post.\n---\n\nText.\n`,
  );
  await git(clone, "add", ".");
  await git(
    clone,
    "-c",
    "user.name=Bench",
    "-c",
    "user.email=bench@lectern.invalid",
    "commit",
    "--quiet",
    "-m",
    `Bench ${number}`,
  );
  const commit = await git(clone, "rev-parse", "HEAD");
  const [end, seconds] = await timed(async () => {
    await git(clone, "push", "--quiet", "origin", stack.branch);
    return executions.endOf(commit, PATIENCE);
  });
  const page = await fetch(`${stack.siteUrl}/posts/bench-${number}/`);
  if (end.status !== "SUCCEEDED" || page.status !== 200) throw new Error(`push ${number}: ${end.status}, page ${page.status}`);
  const build = executions.lastBuild();
  const noticed = executions.statesOf(end.executionArn).findLast(({ state }) => state === "Done");
  if (!build || !noticed) throw new Error("the push had no build, or never came to Done");
  return { seconds, lateness: (noticed.time - build.endedAt) / (build.endedAt - build.startedAt) };
}

try {
  const [first, published] = await open();
  const pushes = [await pushPost(first, 1), await pushPost(first, 2)];
  await first.stop();
  const [second, started] = await open();
  await second.stop();
  const figures: Measured[] = [
    { figure: "first start to published site (package, install, build)", value: published, unit: "s", goal: 240 },
    {
      figure: "push of one post to its page, slowest of two",
      value: Math.max(...pushes.map(({ seconds }) => seconds)),
      unit: "s",
      goal: 60,
    },
    {
      figure: "a build's end noticed, share of its length",
      value: Math.max(...pushes.map(({ lateness }) => lateness)),
      unit: "ratio",
      goal: 0.1,
    },
    { figure: "second start", value: started, unit: "s", goal: 5 },
  ];
  report(figures);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
