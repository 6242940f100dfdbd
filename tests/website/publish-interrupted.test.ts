/** Publishers that die, stall, or meet. */
import { publishSite, Superseded } from "../../website/scripts/publish/publish-site.ts";
import { ClaimLost, patience } from "../../website/scripts/releases/claim.ts";
import { listReleases } from "../../website/scripts/releases/list-releases.ts";
import { startReleaseBucket, type Wire, type WireFaults, writesIn } from "./support/release-bucket.ts";
import { buildNumber, missingParts, removeSites, siteOf, writeSite } from "./support/small-site.ts";

const settings = { keep: 3, grace: 1_000_000 };
const silent = () => {};
/** For when the other publisher is known to be dead. */
const impatient = { ...patience, abandonedAfter: 20, askEvery: 5 };

let s3: Awaited<ReturnType<typeof startReleaseBucket>>;
const folders: string[] = [];
beforeAll(async () => {
  s3 = await startReleaseBucket();
  for (const build of [0, 1, 2, 3, 4])
    folders.push(await writeSite(siteOf(`${build}`, ["index", build % 2 ? "posts/a" : "posts/b"])));
});
afterAll(async () => {
  await s3.stop();
  await removeSites();
});
afterEach(async () => {
  await s3.closeWires();
  await s3.empty();
});

const publish = (build: number, { bucket }: Pick<Wire, "bucket"> = s3, times = patience) =>
  publishSite(bucket, folders[build] ?? "", buildNumber(build), settings, silent, times);
const filesOf = (build: number) => siteOf(`${build}`, ["index", build % 2 ? "posts/a" : "posts/b"]);

/** The site without old assets. */
async function siteNow() {
  const { releases } = await listReleases(s3.bucket);
  const left = releases[0]?.left ?? {};
  return Object.fromEntries([...(await s3.site())].filter(([path]) => !(path in left)));
}

it("dead after any number of requests, it leaves every page with its parts, and the next publish finishes and uploads nothing twice", async () => {
  await publish(1);
  const whole = await s3.openWire();
  await publish(2, whole);
  await s3.empty();

  const most = whole.log.length + 1;
  let finished = 0;
  for (let requests = 0; requests <= most; requests++) {
    await publish(1);
    const dying = await s3.openWire({ diesAfter: requests });
    const outcome = await publish(2, dying).catch((error) => error);
    await dying.quiet();
    if (!(outcome instanceof Error)) finished += 1;

    const site = await s3.site();
    expect([requests, missingParts(site)]).toEqual([requests, []]);
    // The pages of before that a reader has open still find what they ask for.
    const open = Object.entries(filesOf(1)).filter(([path]) => path.endsWith(".html"));
    const scripts = missingParts(new Map([...site, ...open])).filter((line) => !line.includes("page-data/"));
    expect([requests, scripts]).toEqual([requests, []]);

    const finishing = await s3.openWire();
    await publish(2, finishing, impatient);
    expect([requests, await siteNow()]).toEqual([requests, filesOf(2)]);
    const uploads = [...dying.log, ...finishing.log].filter((line) => line.startsWith("PUT .releases/content/"));
    expect([requests, uploads.toSorted()]).toEqual([requests, [...new Set(uploads)].sort()]);
    await s3.closeWires();
    await s3.empty();
  }
  expect(finished).toBeGreaterThan(0);
}, 120_000);

it("a newer build takes over what an older one left unfinished", async () => {
  await publish(1);
  await expect(publish(2, await s3.openWire({ diesAfter: 12 }))).rejects.toThrow();
  await publish(3, s3, impatient);
  expect(await siteNow()).toEqual(filesOf(3));
});

it("an older build does not finish what a newer one left unfinished", async () => {
  await publish(1);
  await expect(publish(3, await s3.openWire({ diesAfter: 12 }))).rejects.toThrow();
  await expect(publish(2, s3, impatient)).rejects.toThrow(Superseded);
});

it("of builds that publish at once the newest wins, and none mixes with another", async () => {
  const outcomes = await Promise.allSettled([3, 1, 4, 2].map((build) => publish(build, s3, { ...patience, askEvery: 10 })));
  expect(await siteNow()).toEqual(filesOf(4));
  for (const outcome of outcomes) if (outcome.status === "rejected") expect(outcome.reason).toBeInstanceOf(Superseded);
  const { releases, current } = await listReleases(s3.bucket);
  const builds = releases.map(({ order }) => order.build);
  expect(builds).toEqual(builds.toSorted().reverse());
  expect(current).toMatchObject({ state: "published", release: releases[0]?.id, order: buildNumber(4).order });
});

it.each(["the first release", "a later one"])("of two that claim the site at the same moment for %s, one wins", async (which) => {
  if (which !== "the first release") await publish(1);
  let decided: Promise<unknown> | undefined;
  const late = await s3.openWire({
    holdsBack: (line) => {
      if (line !== "PUT .releases/current.json") return undefined;
      decided ??= publish(3);
      return decided.then(() => {});
    },
  });
  await expect(publish(2, late)).rejects.toThrow(Superseded);
  expect(writesIn(late.log)).toEqual([]);
  expect(await siteNow()).toEqual(filesOf(3));
});

it("waits for a publisher that lives, however slow it is", async () => {
  const times = { ...patience, renewEvery: 30, abandonedAfter: 1_000, askEvery: 10 };
  const slow = await s3.openWire({
    holdsBack: (line) => (/^COPY .*html$/.test(line) ? new Promise((resolve) => setTimeout(resolve, 1_300)) : undefined),
  });
  const order: number[] = [];
  const first = publish(1, slow, times).then(() => order.push(1));
  while (slow.log.length < 4) await new Promise((resolve) => setTimeout(resolve, 5));
  await Promise.all([first, publish(2, s3, times).then(() => order.push(2))]);
  expect(order).toEqual([1, 2]);
  expect(await siteNow()).toEqual(filesOf(2));
});

it("stops for good when it was thought dead, so that it changes nothing behind the other's back", async () => {
  await publish(1);
  let wake = () => {};
  const asleep = new Promise<void>((resolve) => {
    wake = resolve;
  });
  let sleeping = false;
  const faults: WireFaults = {
    holdsBack: (line) => {
      sleeping ||= line.startsWith("COPY page-data/");
      return sleeping ? asleep : undefined;
    },
  };
  const stalling = await s3.openWire(faults);
  const stalled = publish(2, stalling, { ...patience, renewEvery: 20, holdFor: 150 }).catch((error) => error);
  while (!sleeping) await new Promise((resolve) => setTimeout(resolve, 5));
  // It knows by itself, before others take over and without an answer of S3's.
  expect(await stalled).toBeInstanceOf(ClaimLost);
  await publish(3, s3, { ...patience, abandonedAfter: 300, askEvery: 20 });
  const before = writesIn(stalling.log).length;
  wake();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(writesIn(stalling.log)).toHaveLength(before);
  expect(await siteNow()).toEqual(filesOf(3));
});
