/** Pushes that come faster than builds end. */
import { startStack, type TestStack } from "./support/stack.ts";

const MINUTES = 60_000;
const PUSHES = 50;

let stack: TestStack | undefined;
afterEach(async () => {
  await stack?.stop();
  stack = undefined;
});

test(
  "fifty pushes cost a handful of builds, the last one wins, each execution ends, and the texts are as few as the builds",
  async () => {
    stack = await startStack();
    const commits: string[] = [];
    for (let number = 1; number <= PUSHES; number++) {
      commits.push(await stack.push({ "site/index.html": `<h1>Push ${number}</h1>`, pause: "8" }));
    }
    for (const commit of commits) {
      expect(await stack.executions.endOf(commit, 5 * MINUTES)).toMatchObject({ status: "SUCCEEDED" });
    }
    expect(await (await fetch(`${stack.siteUrl}/`)).text()).toBe(`<h1>Push ${PUSHES}</h1>`);
    const builds = stack.events.filter(({ type }) => type === "build-ended").length;
    const texts = stack.events.filter(({ type }) => type === "sms").length;
    expect(builds).toBeLessThanOrEqual(8);
    expect(texts).toBe(builds);
  },
  10 * MINUTES,
);
