/** What must hold when all is quiet, whatever happened. */
import type { BuildQueue, EndedBuild } from "../../../src/rules/build-queue.ts";
import type { Push } from "./fakes/repository.ts";
import { type Execution, statesOf } from "./machine-room.ts";
import { isFailure, isStillQueued, OUT, type World } from "./world.ts";

interface Fate {
  readonly push: Push;
  readonly execution: Execution;
  /** The end of the push's own build, if it had one. */
  readonly own: EndedBuild | undefined;
  /** Whether its image was there, so that it asked for a build of the site. */
  readonly asked: boolean;
  /** Whether it gave up before its build ended, and told of that. */
  readonly gaveUp: boolean;
}

/**
 * Nobody asks about the build that runs or waits any more: every execution that could was out of patience while CodeBuild
 * was out. Gives the broken promises of that: whoever's build it is was told that it is still queued.
 */
export function leftWithoutWord(world: World): string[] {
  const { running, waiting } = queueOf(world);
  return [running, waiting].flatMap((build) => {
    if (!build || world.told.some((telling) => telling.pushedAt === build.pushedAt && isStillQueued(telling))) return [];
    return [`the build of ${build.commitId} is left in the queue without a word`];
  });
}

const queueOf = (world: World) => (world.table.content("site") ?? { ended: [] }) as BuildQueue;

/** Whether a build runs or waits, now that all is quiet. */
export const isLeft = (world: World): boolean => queueOf(world).running !== undefined;

/** Every promise that was broken, in words; none is what we want. */
export function brokenPromises(world: World): string[] {
  const queue = queueOf(world);
  const fates = world.repository.pushes.flatMap((push) => fateOf(world, queue, push));
  return [
    ...world.broken,
    ...startedOnce(world),
    ...(queue.running || queue.waiting ? ["the queue is not empty"] : []),
    ...publishedInOrder(world),
    ...newestWins(world, fates),
    ...fates.flatMap((fate) => endedAsItsBuild(world, fate, queue)),
    ...faultsAreBuiltAgain(world),
    ...fates.flatMap((fate) => toldAsItEnded(world, fate)),
    ...world.told.filter(({ text }) => !/^[\x20-\x7e]{1,151}$/.test(text)).map(({ text }) => `"${text}" is no SMS`),
  ];
}

const executionsOf = (world: World, push: Push): Execution[] =>
  [...world.room.executions.values()].filter(({ input }) => input.pushedAt === push.pushedAt);

function fateOf(world: World, queue: BuildQueue, push: Push): Fate[] {
  const own = queue.ended.find(({ pushedAt }) => pushedAt === push.pushedAt);
  return executionsOf(world, push).map((execution) => {
    const gaveUp = world.told.some((telling) => telling.execution === execution.name && isStillQueued(telling));
    const asked = own !== undefined || gaveUp || statesOf(execution).some(({ name }) => name === "WaitForBuild");
    return { push, execution, own, asked, gaveUp };
  });
}

function startedOnce(world: World): string[] {
  const { pushes } = world.repository;
  const wrong = pushes.filter((push) => executionsOf(world, push).length !== 1);
  const open = [...world.room.executions.values()].filter(({ end }) => !end);
  return [
    ...wrong.map(({ number }) => `push ${number} did not start one execution`),
    ...open.map(({ name }) => `${name} has not ended`),
  ];
}

/** Each publication can be one of a push that was not before the last publication's. */
function publishedInOrder(world: World): string[] {
  let newest = 0;
  return world.published.flatMap(({ commit, startedAt }, index) => {
    const push = world.repository.pushes.find(({ number, ...one }) => number >= newest && one.commit === commit);
    if (!push || Date.parse(push.pushedAt) > startedAt) return [`publication ${index} is of an older push`];
    newest = push.number;
    return [];
  });
}

/** The newest push that asked for a build has the last word, and it is published if it can be built. */
function newestWins(world: World, fates: readonly Fate[]): string[] {
  const newest = fates.findLast(({ asked }) => asked);
  const last = world.builds.of("site").at(-1);
  if (!newest) return last ? ["a build that nobody asked for"] : [];
  const { push, own } = newest;
  if (last?.commit !== push.commit || !own) return [`the newest push ${push.number} was not built last`];
  const worth = push.commit.builds ? "SUCCEEDED" : "FAILED";
  const byCodeBuild = ["FAULT", "TIMED_OUT", "STOPPED", "vanished"].includes(last.status);
  if (last.status !== worth && !byCodeBuild) return [`the newest push ${push.number} ended as ${last.status}`];
  if (last.status === "SUCCEEDED" && world.published.at(-1) !== last) return [`push ${push.number} was not published`];
  return last.status.toUpperCase() === own.status ? [] : [`the queue says ${own.status} of a build that ${last.status}`];
}

/** An execution says what became of its push's build, or of a later one's that it joined. */
function endedAsItsBuild(world: World, { push, execution, own, asked, gaveUp }: Fate, queue: BuildQueue): string[] {
  const status = execution.end?.status;
  if (gaveUp) return status === "FAILED" ? [] : [`push ${push.number} gave up, and ended as ${status}`];
  if (!asked) return status === "FAILED" ? [] : [`push ${push.number} ended as ${status} without a build`];
  const { buildId } = statesOf(execution).at(-1)?.input ?? {};
  const end = own ?? queue.ended.find(({ ticket }) => ticket === buildId);
  if (!end || end.pushedAt < push.pushedAt) return [`push ${push.number} ended with an older build, or with none`];
  // Its build ended after it had asked for the last time: what is told of it is right all the same.
  if (execution.end?.error === OUT) return world.wasOut ? [] : [`push ${push.number} gave up though nothing was out`];
  const expected = end.status === "SUCCEEDED" ? "SUCCEEDED" : "FAILED";
  return status === expected ? [] : [`push ${push.number} ended as ${status}, its build as ${end.status}`];
}

/** CodeBuild's own fault is built again, and the second one is a failure. */
function faultsAreBuiltAgain(world: World): string[] {
  const builds = world.builds.of("site");
  return builds.flatMap(({ status, commit }, index) => {
    if (status !== "FAULT") return [];
    const again = builds[index + 1]?.commit === commit;
    const wasAgain = builds[index - 1]?.status === "FAULT" && builds[index - 1]?.commit === commit;
    return again || wasAgain ? [] : [`build ${index} broke and was not built again`];
  });
}

/** Told once, and of what happened; not at all when a later push's build held it. Twice only after a crash in between. */
function toldAsItEnded(world: World, { push, execution, own, asked, gaveUp }: Fate): string[] {
  if (gaveUp) return world.wasOut ? [] : [`push ${push.number} gave up though nothing was out`];
  const tellings = world.told.filter((telling) => telling.execution === execution.name);
  const isJoined = asked && !own;
  if (isJoined) return tellings.map(({ text }) => `"${text}" is of push ${push.number}, which joined a later one`);
  if (tellings.length === 0) return [`push ${push.number} was not told of`];
  const failed = own?.status !== "SUCCEEDED";
  // Where the log can't be read, CodeBuild's own words are told.
  const says = own?.status === "FAILED" ? /content\/posts\/a\/index\.md:3: title is missing|exit status 1/ : /./;
  return tellings
    .filter(
      (telling) =>
        isFailure(telling) !== failed || !telling.text.includes(push.commit.id.slice(0, 7)) || !says.test(telling.text),
    )
    .map(({ text }) => `"${text}" is told of push ${push.number}, whose build ${own?.status}`);
}
