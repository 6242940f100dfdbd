/** The whole site builder, whatever is pushed, breaks, is killed or is lost. */
import * as timers from "node:timers/promises";
import { jest } from "@jest/globals";
import fc from "fast-check";
import { withEnvironment } from "../support/lambda.ts";
import { connectClients, invocation } from "./aws.ts";
import { brokenPromises, isLeft, leftWithoutWord } from "./promises.ts";
import { type CommitWish, type Script, type Step, script } from "./script.ts";
import { type Handler, World } from "./world.ts";

// Pauses between two attempts at a write pass in the model's time.
jest.unstable_mockModule("node:timers/promises", () => ({
  ...timers,
  setTimeout: (milliseconds: number) => invocation.getStore()?.world.time.pass(Math.ceil(milliseconds)),
}));
const handlerOf = async (name: string) => ((await import(`../../../src/handlers/${name}.ts`)) as { handler: Handler }).handler;
const handlers = {
  start: await handlerOf("startStepFunction"),
  tasks: {
    WhatChanged: await handlerOf("whatChanged"),
    BuildDocker: await handlerOf("buildDocker"),
    IsTheContainerBuilt: await handlerOf("isTheContainerBuilt"),
    BuildSite: await handlerOf("buildSite"),
    IsItBuilt: await handlerOf("isItBuilt"),
    Notify: await handlerOf("notify"),
  },
};

connectClients();
withEnvironment({
  STATE_MACHINE_ARN: "arn:aws:states:us-east-1:123456789012:stateMachine:site-builder",
  PUBLISHING_BRANCH: "main",
  SITE_IMAGE: "own",
  IMAGE_PROJECT: "image",
  IMAGE_REPOSITORY: "site",
  IMAGE_REPOSITORY_URI: "registry.example/site",
  SITE_PROJECT: "site",
  BUILDS_TABLE: "builds",
  NOTICES_TOPIC_ARN: "arn:aws:sns:us-east-1:123456789012:notices",
  SITE_URL: "https://d111111abcdef8.cloudfront.net",
});

const write = process.stdout.write;
/** Only Date is the model's. */
const REAL_TIMERS = [
  "hrtime",
  "nextTick",
  "performance",
  "queueMicrotask",
  "setImmediate",
  "clearImmediate",
  "setInterval",
  "clearInterval",
  "setTimeout",
  "clearTimeout",
] as const;
const RUNS = Number(process.env.MODEL_RUNS ?? 200);
/** Virtual; everything has come to its end long before. */
const QUIET_WITHIN = 4 * 60 * 60_000;

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: [...REAL_TIMERS] });
  // Not a spy, which would remember every line.
  process.stdout.write = () => true;
});
afterEach(() => {
  jest.useRealTimers();
  process.stdout.write = write;
});

/** An outage that push 0's patience is just too short for, while push 1 asks once more and sees both builds end. */
const OUTLASTED: Script = {
  steps: [
    push(15_000, { is: "new", builds: true, image: "as before", summary: "" }),
    push(15_000, { is: "reset", back: 1 }),
    push(12_913, { is: "new", builds: true, image: "as before", summary: "" }),
    push(8_699, { is: "reset", back: 1 }, 1000),
    { do: "outage", after: 25, lasts: 321_319 },
    { do: "kill", after: 18, downFor: 1000, withBuilds: false },
  ],
  siteEndings: [{ as: "its commit deserves", seconds: 24 }],
  imageEndings: [{ as: "its commit deserves", seconds: 11 }],
  callFaults: [
    { at: 0, kind: "done but never answered" },
    { at: 150, kind: "refused" },
    { at: 84, kind: "done but never answered" },
  ],
  taskFaults: [],
  seed: 1_939_363_147,
};

function push(after: number, commit: CommitWish, delivery = 50): Step {
  return { do: "push", after, commit, deliveries: [delivery], withOthers: false };
}

async function play(what: Script): Promise<World> {
  const world = new World(what, handlers);
  jest.setSystemTime(world.time.now());
  await world.time.runOut(QUIET_WITHIN);
  // The image of one more push may fail as the script says.
  for (let more = 0; isLeft(world) && more <= what.imageEndings.length; more++) {
    world.broken.push(...leftWithoutWord(world));
    world.pushOnceMore();
    await world.time.runOut(QUIET_WITHIN);
  }
  return world;
}

it(
  "keeps its promises",
  async () => {
    await fc.assert(
      fc.asyncProperty(script, async (what) => {
        const broken = brokenPromises(await play(what));
        if (broken.length > 0) throw new Error(broken.join("\n"));
      }),
      { numRuns: RUNS, examples: [[OUTLASTED]] },
    );
  },
  60_000 + RUNS * 1000,
);
