/** Builds that go wrong: each ends in one clear message, the site stays as it was, and the next good push is published. */
import { lateClock } from "./support/late-clock.ts";
import { startStack, type TestStack } from "./support/stack.ts";

const MINUTES = 60_000;

const clock = lateClock();
let stack: TestStack;
let page = "<h1>As it was</h1>";
let pushes = 0;
beforeAll(async () => {
  stack = await startStack(undefined, { clock });
  await publish(page);
}, 5 * MINUTES);
afterEach(async () => {
  expect(await served()).toBe(page);
  page = `<h1>Good push ${++pushes}</h1>`;
  await publish(page);
  expect(await served()).toBe(page);
}, 2 * MINUTES);
afterAll(() => stack.stop());

const served = async (): Promise<string> => (await fetch(`${stack.siteUrl}/`)).text();

/** Pushes the good website with this page. */
async function publish(html: string): Promise<void> {
  const commit = await stack.push({ ...stack.files, "site/index.html": html });
  expect(await stack.executions.endOf(commit, 2 * MINUTES)).toMatchObject({ status: "SUCCEEDED" });
}

const textAbout = async (commit: string): Promise<string> =>
  (await stack.event("sms", ({ message }) => message.includes(commit.slice(0, 7)))).message;

test.each([
  ["a syntax error", "version: 0.2\nphases:\n  build:\n    commands: [echo one\n", /YAML_FILE_ERROR|buildspecs\/website\.yml/],
  ["an unknown version", "version: 7\nphases:\n  build:\n    commands: [echo one]\n", /version/i],
  ["an unknown phase", "version: 0.2\nphases:\n  bulid:\n    commands: [echo one]\n", /bulid/],
])(
  "a buildspec with %s fails the push before anything is built, and says so",
  async (_what, buildspec, message) => {
    const bad = await stack.push({ "buildspecs/website.yml": buildspec, "site/index.html": "<h1>Bad</h1>" });
    const ended = await stack.executions.endOf(bad, 2 * MINUTES);
    expect(ended).toMatchObject({ status: "FAILED", error: "BuildFailed", cause: expect.stringMatching(/DOWNLOAD_SOURCE/) });
    expect(ended.cause).toMatch(message);
    expect(await textAbout(bad)).toMatch(/NOT published\. BuildFailed: .* in DOWNLOAD_SOURCE/);
  },
  5 * MINUTES,
);

test(
  "a website that does not build fails the push and says in which phase, with what status",
  async () => {
    const bad = await stack.push({ "publish.mjs": "process.exit(7)", "site/index.html": "<h1>Bad</h1>" });
    const ended = await stack.executions.endOf(bad, 2 * MINUTES);
    expect(ended).toMatchObject({ status: "FAILED", error: "BuildFailed", cause: expect.stringMatching(/in BUILD/) });
    expect(ended.cause).toContain("exit status 7");
    expect(await textAbout(bad)).toMatch(/NOT published\. BuildFailed: .* in BUILD: exit status 7/);
  },
  5 * MINUTES,
);

test(
  "a build that runs over its time is ended, and the owner is told",
  async () => {
    const before = stack.events.length;
    const bad = await stack.push({ pause: "3600", "site/index.html": "<h1>Too late</h1>" });
    await stack.event("build-log", (log) => log.line.includes("Running command sleep") && stack.events.indexOf(log) >= before);
    clock.forward(31 * MINUTES);
    const ended = await stack.executions.endOf(bad, 2 * MINUTES);
    expect(ended).toMatchObject({ status: "FAILED", error: "BuildTimedOut", cause: expect.stringMatching(/in BUILD/) });
    expect(await textAbout(bad)).toMatch(/NOT published\. BuildTimedOut: .* in BUILD: .*Build has timed out/);
  },
  5 * MINUTES,
);

test(
  "of a build that prints 100 MB the log is cut, which the log says; how it ends is its own affair",
  async () => {
    const shout = `const line = "x".repeat(999) + "\\n"; for (let i = 0; i < 1000; i++) console.log(line.repeat(100));`;
    const loud = await stack.push({ "publish.mjs": `${shout} process.exitCode = 1;`, "site/index.html": "<h1>Loud</h1>" });
    expect(await stack.executions.endOf(loud, 2 * MINUTES)).toMatchObject({ status: "FAILED", error: "BuildFailed" });
    expect(await textAbout(loud)).toMatch(/NOT published\. BuildFailed: .* in BUILD: exit status 1/);
    const logs = stack.events.flatMap((event) =>
      event.type === "build-log" && event.line.startsWith("[Container]") ? event.line : [],
    );
    expect(logs.filter((line) => line.includes("more than 20971520 bytes: the rest of its output is not kept"))).toHaveLength(1);
    const kept = stack.events.filter((event) => event.type === "build-log").reduce((sum, { line }) => sum + line.length, 0);
    expect(kept).toBeLessThan(25_000_000);
  },
  5 * MINUTES,
);
