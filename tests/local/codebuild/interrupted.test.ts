/** Builds that were under way when this cloud ended, in an orderly way or by a kill: they are run again, with their cache. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StopBuildCommand } from "@aws-sdk/client-codebuild";
import { git } from "../codecommit/support/git-client.ts";
import { createHarness, type Harness, spec, statuses } from "./support/harness.ts";
import { processesOnceThere, processesWith } from "./support/processes.ts";

let harness: Harness;

beforeEach(async () => {
  harness = await createHarness();
});
afterEach(() => harness.close());

/** Waits until it has run as often as said, then ends. `$HOME` lives on from run to run. */
const untilRun = (times: number, pause: string) =>
  `echo run >> "$HOME/runs"; if [ "$(wc -l < "$HOME/runs")" -lt ${times} ]; then echo waiting; sleep ${pause}; fi`;

interface OnDisk {
  build: { id: string; buildComplete: boolean; phases: unknown[] };
}

const records = () => join(harness.fake.folder, "codebuild/builds");

/** The id of the one build that has not ended, whoever started it. */
function unfinished(): string {
  const found = readdirSync(records())
    .map((file): OnDisk => JSON.parse(readFileSync(join(records(), file), "utf8")))
    .filter(({ build }) => !build.buildComplete);
  expect(found).toHaveLength(1);
  return found[0]?.build.id ?? "";
}

test("stopped and killed again and again, a build ends under its own id, from the start, and tells how often it was begun", async () => {
  const first = await git(harness.repository, "rev-parse", "HEAD");
  const buildspecOverride = spec({ install: ["echo installing"], build: [untilRun(4, "79.125")] });
  await harness.killedAfter("waiting", { buildspecOverride });
  expect(await processesOnceThere("79.125")).not.toEqual([]);
  const id = unfinished();
  await harness.commit("later", "while nothing ran");
  await harness.restart();
  await harness.service.start?.();
  expect(processesWith("79.125").length).toBeLessThanOrEqual(1); // the new run's, if it has come so far
  const again = await harness.get(id);
  expect(again).toMatchObject({ buildStatus: "IN_PROGRESS", buildNumber: 1 });
  await harness.printing(again, "waiting");
  await harness.restart();
  expect(processesWith("79.125")).toEqual([]);
  expect((await harness.get(id)).buildStatus).toBe("IN_PROGRESS");
  await harness.killedAfter("waiting");
  await harness.restart();
  await harness.service.start?.();
  const build = await harness.ended(id);
  expect(build).toMatchObject({ buildStatus: "SUCCEEDED", resolvedSourceVersion: first });
  expect(build.phases?.map(({ phaseType }) => phaseType)).toEqual([
    ...["SUBMITTED", "QUEUED", "PROVISIONING", "DOWNLOAD_SOURCE", "INSTALL", "PRE_BUILD", "BUILD", "POST_BUILD"],
    ...["UPLOAD_ARTIFACTS", "FINALIZING", "COMPLETED"],
  ]);
  expect(statuses(build)).toMatchObject({ INSTALL: "SUCCEEDED", BUILD: "SUCCEEDED" });
  expect(harness.log(build).filter((line) => line.includes("went away"))).toEqual([
    expect.stringMatching(/The machine that ran this build went away; building again \(attempt 2\)$/),
    expect.stringMatching(/The machine that ran this build went away; building again \(attempt 4\)$/),
  ]);
  expect((await harness.build()).buildNumber).toBe(2);
}, 20_000);

test("a build that was stopped or timed out stays ended; a new run has all of its time", async () => {
  const deadlines: { at: number; due: () => void }[] = [];
  harness.fake.set({
    clock: {
      now: () => Date.now(),
      at(at, due) {
        deadlines.push({ at, due });
        return () => {};
      },
    },
  });
  const slow = { buildspecOverride: spec({ build: ["echo waiting; sleep 80.125"] }), timeoutInMinutesOverride: 7 };
  const [stopped, timedOut, interrupted] = [await harness.start(slow), await harness.start(slow), await harness.start(slow)];
  for (const build of [stopped, timedOut, interrupted]) await harness.printing(build, "waiting");
  await harness.client.send(new StopBuildCommand({ id: stopped.id }));
  deadlines[1]?.due();
  await harness.ended(timedOut.id);
  await harness.restart();
  const restarted = Date.now();
  await harness.service.start?.();
  expect((await harness.get(stopped.id)).buildStatus).toBe("STOPPED");
  expect((await harness.get(timedOut.id)).buildStatus).toBe("TIMED_OUT");
  expect((await harness.get(interrupted.id)).buildStatus).toBe("IN_PROGRESS");
  expect(deadlines).toHaveLength(4);
  expect(deadlines[3]?.at).toBeGreaterThanOrEqual(restarted + 7 * 60_000);
  const { build } = await harness.client.send(new StopBuildCommand({ id: interrupted.id }));
  expect(build?.buildStatus).toBe("STOPPED");
});

test("a build whose project is gone is a FAULT that says so", async () => {
  const { id } = await harness.start({ buildspecOverride: spec({ build: ["echo waiting; sleep 81.125"] }) });
  await harness.printing(await harness.get(id), "waiting");
  await harness.project({ Name: "other" });
  await harness.restart();
  await harness.service.start?.();
  const build = await harness.get(id);
  expect(build.buildStatus).toBe("FAULT");
  expect(JSON.stringify(build.phases)).toContain("the project site is no longer there");
});

describe("the cache", () => {
  const cached = (phases: Record<string, string[]>) =>
    spec(phases, { cache: { paths: ["app/modules/**/*", "app/out/**/*", "deep/*.bin"] } });
  const fill =
    "mkdir -p app/modules/sub app/out deep; echo module > app/modules/sub/a; echo out > app/out/o; echo x > deep/x.bin";
  const show = "cat app/modules/sub/a app/out/o deep/x.bin 2>/dev/null || true";
  const wait = 'touch "$HOME/interrupted"; echo waiting; sleep 82.125';
  const shown = async () => harness.printed(await harness.run(cached({ install: [show] })));

  beforeEach(() => harness.project({ Cache: { Type: "LOCAL", Modes: ["LOCAL_CUSTOM_CACHE"] } }));

  async function stoppedIn(phases: Record<string, string[]>): Promise<void> {
    const build = await harness.start({ buildspecOverride: cached(phases) });
    await harness.printing(build, "waiting");
    await harness.client.send(new StopBuildCommand({ id: build.id }));
  }

  /** The run that follows the kill does nothing: it takes the cache, if there is one, and leaves it. */
  async function killedIn(phases: Record<string, string[]>): Promise<void> {
    const once = (command: string) => `if [ ! -f "$HOME/interrupted" ]; then ${command}; fi`;
    const onlyOnce = Object.fromEntries(Object.entries(phases).map(([name, commands]) => [name, commands.map(once)]));
    await harness.killedAfter("waiting", { buildspecOverride: cached(onlyOnce) });
    const id = unfinished();
    await harness.restart();
    await harness.service.start?.();
    expect((await harness.ended(id)).buildStatus).toBe("SUCCEEDED");
  }

  describe.each([
    ["stopped", stoppedIn],
    ["killed", killedIn],
  ])("of a build that was %s", (_, interruptedIn) => {
    test("in BUILD is what INSTALL made, as the run left it", async () => {
      await interruptedIn({ install: [fill], build: ["echo changed > app/out/o", wait] });
      expect(await shown()).toEqual(["module", "changed", "x"]);
    });

    test("in BUILD is found where the build had moved it", async () => {
      await interruptedIn({ install: [fill], build: ['rm -rf "$HOME/app"; mv app "$HOME/app"', wait] });
      expect(await shown()).toEqual(["module", "out", "x"]);
    });

    test("in INSTALL is given up, as after a failure in it", async () => {
      await harness.run(cached({ install: [fill] }));
      await interruptedIn({ install: ["rm -f app/modules/sub/a", wait] });
      expect(await shown()).toEqual([]);
    });
  });

  test("that an interrupted build left is given up by the first build that fails with it", async () => {
    await stoppedIn({ install: [fill], build: [wait] });
    await stoppedIn({ build: [wait] });
    expect(harness.printed(await harness.run(cached({ build: [show, "false"] })))).toEqual(["module", "out", "x"]);
    expect(await shown()).toEqual([]);
    await harness.run(cached({ install: [fill] }));
    await harness.run(cached({ build: ["false"] }));
    expect(await shown()).toEqual(["module", "out", "x"]);
  });

  /** Arranges by hand what a kill leaves in the middle of a build that had come through `phases`; then starts again. */
  async function afterKill(phases: readonly string[], arrange: (folder: string, source: string, uuid: string) => void) {
    const { id = "" } = await harness.run(cached({ install: [fill] }));
    const uuid = id.slice(id.indexOf(":") + 1);
    const file = join(records(), `${uuid}.json`);
    const record: OnDisk = JSON.parse(readFileSync(file, "utf8"));
    record.build.buildComplete = false;
    record.build.phases = phases.map((phaseType) => ({ phaseType, phaseStatus: "SUCCEEDED", startTime: 1 }));
    writeFileSync(file, JSON.stringify(record));
    const source = join(harness.fake.folder, "codebuild/work", uuid, "src");
    mkdirSync(join(source, "app"), { recursive: true });
    arrange(join(harness.fake.folder, "codebuild/cache/site"), source, uuid);
    await harness.project({ Name: "other", Cache: { Type: "LOCAL" } }); // so that no run takes the cache at once
    await harness.restart();
    await harness.service.start?.();
    await harness.project({ Name: "site", Cache: { Type: "LOCAL" } });
  }

  const held = { patterns: ["app/modules/**/*", "app/out/**/*", "deep/*.bin"], interrupted: false };
  const untilSource = ["SUBMITTED", "QUEUED", "PROVISIONING", "DOWNLOAD_SOURCE"];

  test("that was being restored when the machine was killed is whole", async () => {
    await afterKill(untilSource, (folder, source, uuid) => {
      writeFileSync(join(folder, `held-${uuid}.json`), JSON.stringify(held));
      renameSync(join(folder, "current"), join(folder, `taken-${uuid}`));
      renameSync(join(folder, `taken-${uuid}`, "0"), join(source, "app/modules"));
    });
    expect(await shown()).toEqual(["module", "out", "x"]);
  });

  test("that was being saved when the machine was killed is whole", async () => {
    await afterKill([...untilSource, "INSTALL", "PRE_BUILD", "BUILD", "POST_BUILD"], (folder, source, uuid) => {
      const saving = join(folder, `saving-${uuid}`);
      writeFileSync(join(folder, `held-${uuid}.json`), JSON.stringify(held));
      renameSync(join(folder, "current"), saving);
      renameSync(join(saving, "1"), join(source, "app/out"));
      rmSync(join(saving, "cache.json"));
    });
    expect(await shown()).toEqual(["module", "out", "x"]);
    expect(readdirSync(join(harness.fake.folder, "codebuild/cache/site"))).toEqual(["current"]);
  });
});
