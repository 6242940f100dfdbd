/**
 * The local cloud is killed at random moments, two hundred times, while commits are pushed to it: in the end everything
 * is as if it had never been killed. KILLS and SEED choose otherwise; a failure prints its seed.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { freePort } from "../e2e/support/free-port.ts";
import { packagedStack, SMALL_WEBSITE } from "../e2e/support/stack.ts";
import { KillableCloud } from "./support/killable-cloud.ts";
import { executionOutcomes, leftovers, siteContent, textsSent } from "./support/outcome.ts";
import { type Random, randomFrom } from "./support/random.ts";
import { createWriter } from "./support/writer.ts";

const KILLS = Number(process.env.KILLS ?? 200);
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);
/** Clouds that are killed side by side. */
const CLOUDS = 2;
const PUSHES = 8;
const MINUTES = 60_000;

const folder = mkdtempSync(join(tmpdir(), "lectern-kill-"));
const clouds: KillableCloud[] = [];
let passed = false;
let stack: Awaited<ReturnType<typeof packagedStack>>;
beforeAll(async () => {
  stack = await packagedStack();
}, 2 * MINUTES);
afterAll(async () => {
  await Promise.all(clouds.map((cloud) => cloud.kill()));
  await delay(200); // for the processes that end with it
  if (passed) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  else process.stderr.write(`What the clouds left is kept in ${folder}\n`);
});

const pages = Array.from({ length: PUSHES }, (_, index) => ({
  "site/index.html": `<h1>Push ${index + 1}</h1>`,
  [`site/${index + 1}.html`]: `<h1>Page ${index + 1}</h1>`,
}));

async function newCloud(name: string): Promise<{ cloud: KillableCloud; stateFolder: string; clone: string }> {
  const stateFolder = join(folder, name, "state");
  const ports = { gatewayPort: await freePort(), distributionPort: await freePort() };
  const cloud = new KillableCloud({
    template: stack.path,
    assetsFolder: stack.folder,
    stateFolder,
    stackName: "lectern-test",
    ...ports,
  });
  clouds.push(cloud);
  return { cloud, stateFolder, clone: join(folder, name, "clone") };
}

/** A life that ends in its boot, or within some seconds of work; half of the deaths take all its children along. */
async function liveAndDie(cloud: KillableCloud, random: Random): Promise<void> {
  const inItsBoot = random.between(0, 1) < 0.25;
  cloud.start();
  if (inItsBoot) await delay(random.between(0, 1_000));
  else await cloud.ready.then(() => delay(random.between(0, 2_500)));
  await (random.between(0, 1) < 0.5 ? cloud.kill() : cloud.cutPower());
}

/** Pushes every page while the cloud dies `kills` times; what it comes to when all is done. */
async function run(name: string, kills: number, seed: number) {
  const random = randomFrom(seed);
  const { cloud, stateFolder, clone } = await newCloud(name);
  const writer = await createWriter(clone, cloud);
  const commits: string[] = [];
  let livesLived = 0;
  const writing = (async () => {
    for (const [index, page] of pages.entries()) {
      while (livesLived < (index * kills) / PUSHES) await delay(20);
      commits.push(await writer.push({ ...(index === 0 && SMALL_WEBSITE), ...page }));
    }
  })();
  for (; livesLived < kills; livesLived++) await liveAndDie(cloud, random);
  cloud.start();
  await writing;
  const addresses = await cloud.ready;
  const executions = await executionOutcomes(addresses, PUSHES, 2 * MINUTES);
  const site = await siteContent(addresses);
  await delay(500); // for the last text
  const left = leftovers(stateFolder);
  await cloud.kill();
  for (let tries = 0; tries < 50 && cloud.processes().length > 0; tries++) await delay(100);
  return { commits, executions, site, texts: textsSent(stateFolder), left, processes: cloud.processes(), cloud };
}

test(
  `after ${KILLS} kills at random moments everything is as if there had been none`,
  async () => {
    process.stderr.write(`random kills: SEED=${SEED}\n`);
    const undisturbed = await run("undisturbed", 0, SEED);
    const disturbed = await Promise.all(
      Array.from({ length: CLOUDS }, (_, index) => run(`killed-${index}`, Math.round(KILLS / CLOUDS), SEED + index)),
    );
    for (const { commits, executions, site, texts, left, processes, cloud } of disturbed) {
      expect(site).toEqual(undisturbed.site);
      expect(executions.map(({ commit }) => commit).toSorted()).toEqual(commits.toSorted());
      expect(executions.filter(({ status }) => status !== "SUCCEEDED")).toEqual([]);
      expect(left).toEqual([]);
      expect(processes).toEqual([]);
      const faults = cloud.events.filter(({ type }) => /refused|fault|error|failed/.test(type));
      expect(faults).toEqual([]);
      // Every notice that an execution says it sent was sent, under one id.
      const notices = executions.map(({ message }) => message).filter((message) => message.startsWith("Lectern:"));
      expect(texts.map(({ message }) => message)).toEqual(expect.arrayContaining(notices));
      expect(new Set(texts.map(({ messageId }) => messageId)).size).toBe(texts.length);
    }
    passed = true;
    process.stderr.write(
      `texts: ${disturbed.map(({ texts }) => `${texts.length} (${new Set(texts.map(({ message }) => message)).size})`).join(", ")}\n`,
    );
  },
  40 * MINUTES,
);
