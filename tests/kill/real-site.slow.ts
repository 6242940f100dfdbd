/**
 * Five kills with the real website, Gatsby and all: `npm run test:kill`, which takes some ten minutes and is not part of
 * the tests that every change must pass. SEED chooses other moments.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { git } from "../../cli/git.ts";
import { freePort } from "../e2e/support/free-port.ts";
import { packagedStack } from "../e2e/support/stack.ts";
import { KillableCloud } from "./support/killable-cloud.ts";
import { executionOutcomes, leftovers, siteContent } from "./support/outcome.ts";
import { randomFrom } from "./support/random.ts";
import { createWriter, type Writer } from "./support/writer.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);
const KILLS = 5;
const MINUTES = 60_000;
/** Seconds after a push within which the cloud dies: the first build installs Gatsby. */
const FIRST_BUILD = 60;
const LATER_BUILD = 25;

const folder = mkdtempSync(join(tmpdir(), "lectern-kill-real-"));
const clouds: KillableCloud[] = [];
afterAll(async () => {
  for (const cloud of clouds) await cloud.cutPower();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const post = (number: number) => ({
  [`website/content/posts/kill-${number}/index.md`]: `---\ntitle: "Kill ${number}"\ndate: 2026-11-${10 + number}\ntags: [local]\ndescription: A post that was pushed before kill ${number}.\n---\n\nStill here.\n`,
});

async function newCloud(name: string): Promise<{ cloud: KillableCloud; writer: Writer; stateFolder: string }> {
  const { path: template, folder: assetsFolder } = await packagedStack();
  const stateFolder = join(folder, name, "state");
  const ports = { gatewayPort: await freePort(), distributionPort: await freePort() };
  const cloud = new KillableCloud({ template, assetsFolder, stateFolder, stackName: "lectern-test", ...ports });
  clouds.push(cloud);
  await git(ROOT, "clone", "--quiet", "--no-hardlinks", ROOT, join(folder, name, "clone"));
  return { cloud, writer: await createWriter(join(folder, name, "clone"), cloud), stateFolder };
}

/** The site without its releases, which tell when each was made. */
async function publishedBy(cloud: KillableCloud): Promise<Record<string, string>> {
  const content = await siteContent(await cloud.ready);
  return Object.fromEntries(Object.entries(content).filter(([key]) => !key.startsWith(".releases/")));
}

/**
 * What a reader reads. Scripts are left out: webpack numbers modules anew without its cache, so that a first build names
 * them otherwise than a fifth; and so is the line that says which commit was built, and when.
 */
function textOf(page = ""): string {
  const main = /<main.*<\/main>/s.exec(page)?.[0] ?? "";
  return main.replace(/<p class="built">.*?<\/p>/gs, "");
}

test(
  "killed in five builds of the real site, it publishes what an undisturbed run publishes",
  async () => {
    process.stderr.write(`kills with the real site: SEED=${SEED}\n`);
    const random = randomFrom(SEED);
    const { cloud, writer, stateFolder } = await newCloud("killed");
    for (let kill = 1; kill <= KILLS; kill++) {
      cloud.start();
      await writer.push(kill === 1 ? {} : post(kill));
      const seconds = random.between(1, kill === 1 ? FIRST_BUILD : LATER_BUILD);
      process.stderr.write(`kill ${kill}, ${seconds.toFixed(1)} s after the push\n`);
      await delay(seconds * 1000);
      await (random.between(0, 1) < 0.5 ? cloud.kill() : cloud.cutPower());
      cloud.start();
      const outcomes = await executionOutcomes(await cloud.ready, kill, 15 * MINUTES);
      expect(outcomes.map(({ status }) => status)).toEqual(outcomes.map(() => "SUCCEEDED"));
      expect(outcomes).toHaveLength(kill);
      if (kill > 1) expect((await publishedBy(cloud))[`posts/kill-${kill}/index.html`]).toContain("Still here.");
      await delay(500);
      expect(leftovers(stateFolder)).toEqual([]);
      await cloud.kill();
    }
    const undisturbed = await newCloud("undisturbed");
    undisturbed.cloud.start();
    const posts = Array.from({ length: KILLS - 1 }, (_, index) => post(index + 2));
    await undisturbed.writer.push(Object.assign({}, ...posts));
    await executionOutcomes(await undisturbed.cloud.ready, 1, 15 * MINUTES);
    cloud.start();
    const [killed, expected] = [await publishedBy(cloud), await publishedBy(undisturbed.cloud)];
    const pages = (site: Record<string, string>) =>
      Object.keys(site)
        .filter((key) => key.endsWith(".html"))
        .toSorted();
    expect(pages(killed)).toEqual(pages(expected));
    for (const page of pages(expected)) expect(textOf(killed[page])).toBe(textOf(expected[page]));
  },
  90 * MINUTES,
);
