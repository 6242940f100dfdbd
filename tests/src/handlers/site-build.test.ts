/** BuildSite and IsItBuilt: a push's build from its ticket to its end. */
import { AccountLimitExceededException } from "@aws-sdk/client-codebuild";
import {
  BuildFailed,
  BuildStopped,
  BuildTimedOut,
  BuildVanished,
  JoinedBuildFailed,
  MalformedInput,
  MissingConfiguration,
} from "../../../src/errors.ts";
import { handler as buildSite } from "../../../src/handlers/buildSite.ts";
import { handler as isItBuilt } from "../../../src/handlers/isItBuilt.ts";
import type { AskingTalk } from "../../../src/rules/build-ticket.ts";
import { TICKET_PATIENCE_SECONDS } from "../../../src/rules/polling.ts";
import { fakeCodeBuild } from "../support/fake-codebuild.ts";
import { fakeTable } from "../support/fake-table.ts";
import { catchOutput, context, withEnvironment } from "../support/lambda.ts";
import { COMMIT, stateWith } from "../support/states.ts";

const codeBuild = fakeCodeBuild();
const table = fakeTable();
const output = catchOutput();
withEnvironment({ SITE_PROJECT: "site", BUILDS_TABLE: "builds", IMAGE_REPOSITORY_URI: "registry.example/site" });

/** The state of the n-th push; the first is COMMIT. */
const push = (number: number) =>
  stateWith({
    commitId: number === 1 ? COMMIT : String(number).repeat(40),
    execution: `execution-${number}`,
    pushedAt: `2026-11-23T17:00:0${number}.000Z`,
  });
const joined = () => output.metrics("builds_joined").length;

describe("BuildSite", () => {
  it("starts a build and gives its ticket", async () => {
    const state = await buildSite(push(1), context);
    expect(state).toMatchObject({ ...push(1), buildId: "execution-1", buildDone: false, waitSeconds: 1 });
    expect(state.message).toBe("The site is being built");
    expect(codeBuild.builds).toMatchObject([{ order: { projectName: "site", sourceVersion: COMMIT } }]);
    expect(joined()).toBe(0);
  });

  it("gives one ticket and starts one build when it is run twice", async () => {
    const [first, second] = [await buildSite(push(1), context), await buildSite(push(1), context)];
    expect(second.buildId).toBe(first.buildId);
    expect(codeBuild.starts()).toBe(1);
    expect(joined()).toBe(0);
  });

  it("builds in the image of the content tag", async () => {
    await buildSite({ ...push(1), contentTag: "content-1" }, context);
    expect(codeBuild.builds[0]?.order.imageOverride).toBe("registry.example/site:content-1");
  });

  it("needs to know the registry only for an image of its own", async () => {
    delete process.env.IMAGE_REPOSITORY_URI;
    await expect(buildSite(push(1), context)).resolves.toMatchObject({ buildId: "execution-1" });
    await expect(buildSite({ ...push(2), contentTag: "content-1" }, context)).rejects.toThrow(MissingConfiguration);
  });

  it("joins the waiting build, and counts that", async () => {
    await buildSite(push(1), context);
    await expect(buildSite(push(2), context)).resolves.toMatchObject({ buildId: "execution-2" });
    await expect(buildSite(push(3), context)).resolves.toMatchObject({
      buildId: "execution-2",
      message: "Joined a build that is on its way",
    });
    expect(codeBuild.builds).toHaveLength(1);
    expect(joined()).toBe(1);
  });

  it("does not build an older push after a newer one was published", async () => {
    await buildSite(push(2), context);
    codeBuild.end("SUCCEEDED");
    const late = await buildSite(push(1), context);
    expect(late.buildId).toBe("execution-2");
    await expect(isItBuilt(late, context)).resolves.toMatchObject({ buildDone: true, builtCommitId: "2".repeat(40) });
    expect(codeBuild.builds).toHaveLength(1);
  });

  it.each(["SITE_PROJECT", "BUILDS_TABLE"])("names the missing %s", async (name) => {
    delete process.env[name];
    await expect(buildSite(push(1), context)).rejects.toThrow(MissingConfiguration);
  });
});

describe("IsItBuilt", () => {
  it("is not done while the build goes on, and waits a tenth of its age", async () => {
    const state = await buildSite(push(1), context);
    Object.assign(codeBuild.builds[0] ?? {}, { startTime: new Date(Date.now() - 120_000) });
    await expect(isItBuilt(state, context)).resolves.toMatchObject({ buildDone: false, waitSeconds: 11 });
  });

  it("is done when the build succeeded, with its commit and length", async () => {
    const state = await buildSite(push(1), context);
    codeBuild.end("SUCCEEDED", { endTime: new Date(Number(codeBuild.builds[0]?.startTime) + 23_000) });
    await expect(isItBuilt(state, context)).resolves.toMatchObject({ buildDone: true, builtCommitId: COMMIT, buildSeconds: 23 });
    expect(output.metrics("build_length")).toMatchObject([{ build_length: 23, project: "site", status: "SUCCEEDED" }]);
  });

  it("tells a push from the later one that reset the branch to its commit", async () => {
    await buildSite(push(1), context);
    const early = await buildSite({ ...push(2), commitId: COMMIT }, context);
    const reset = await buildSite({ ...push(3), commitId: COMMIT }, context);
    codeBuild.end("SUCCEEDED");
    await isItBuilt(early, context);
    codeBuild.end("SUCCEEDED");
    const { pushedAt: builtPushedAt } = push(3);
    await expect(isItBuilt(early, context)).resolves.toMatchObject({ buildDone: true, builtCommitId: COMMIT, builtPushedAt });
    await expect(isItBuilt(reset, context)).resolves.toMatchObject({ buildDone: true, builtCommitId: COMMIT, builtPushedAt });
    expect(output.metrics("build_length")).toHaveLength(1);
  });

  it("fails with a later push's build under another name, though it was of the same commit", async () => {
    await buildSite(push(1), context);
    const early = await buildSite({ ...push(2), commitId: COMMIT }, context);
    const reset = await buildSite({ ...push(3), commitId: COMMIT }, context);
    codeBuild.end("SUCCEEDED");
    await isItBuilt(early, context);
    codeBuild.end("FAILED");
    await expect(isItBuilt(early, context)).rejects.toThrow(JoinedBuildFailed);
    await expect(isItBuilt(reset, context)).rejects.toThrow(BuildFailed);
  });

  it("moves the queue for everybody: a waiting build starts and ends though its own execution died", async () => {
    const first = await buildSite(push(1), context);
    await buildSite(push(2), context);
    const third = await buildSite(push(3), context);
    codeBuild.end("SUCCEEDED");
    await expect(isItBuilt(third, context)).resolves.toMatchObject({ buildDone: false });
    expect(codeBuild.builds.map(({ order }) => order.sourceVersion)).toEqual([COMMIT, "3".repeat(40)]);
    codeBuild.end("SUCCEEDED");
    await expect(isItBuilt(third, context)).resolves.toMatchObject({ buildDone: true, builtCommitId: "3".repeat(40) });
    await expect(isItBuilt(first, context)).resolves.toMatchObject({ buildDone: true, builtCommitId: COMMIT });
  });

  it("measures a build that several joined once", async () => {
    await buildSite(push(1), context);
    const states = [await buildSite(push(2), context), await buildSite(push(3), context)];
    codeBuild.end("SUCCEEDED");
    for (const state of states) await isItBuilt(state, context);
    codeBuild.end("SUCCEEDED");
    for (const state of states) await isItBuilt(state, context);
    expect(output.metrics("build_length")).toHaveLength(1);
  });

  it.each([
    ["FAILED", BuildFailed],
    ["TIMED_OUT", BuildTimedOut],
    ["STOPPED", BuildStopped],
  ])("throws by name when the build ended as %s, with the failing phase", async (status, type) => {
    const state = await buildSite(push(1), context);
    codeBuild.end(status, { phases: [{ phaseType: "BUILD", phaseStatus: "FAILED", contexts: [{ message: "exit status 1" }] }] });
    const outcome = isItBuilt(state, context);
    await expect(outcome).rejects.toThrow(type);
    await expect(outcome).rejects.toThrow(`The build of 5f6a956 ${status} in BUILD: exit status 1`);
    await expect(isItBuilt(state, context)).rejects.toThrow(type); // and says so again
  });

  it("goes on while CodeBuild does not take the build, says so, and tells why when it gives up", async () => {
    codeBuild.refuse(new AccountLimitExceededException({ message: "Cannot have more than 1 builds", $metadata: {} }));
    const state = await buildSite(push(1), context);
    const message = "CodeBuild does not take the build yet: Cannot have more than 1 builds";
    await expect(isItBuilt(state, context)).resolves.toMatchObject({ buildDone: false, message, waitSeconds: 30 });
    const askedAt = new Date(Date.now() - (TICKET_PATIENCE_SECONDS + 1) * 1000).toISOString();
    await expect(isItBuilt({ ...state, askedAt }, context)).rejects.toThrow(`Gave up after 360 minutes: ${message}`);
  });

  it("does not lose its patience while it waits in line for as long as another build may take", async () => {
    await buildSite(push(1), context);
    const state = await buildSite(push(2), context);
    const askedAt = new Date(Date.now() - 2 * 3_600_000).toISOString();
    await expect(isItBuilt({ ...state, askedAt }, context)).resolves.toMatchObject({ buildDone: false });
  });

  it("throws when the queue does not know the ticket any more", async () => {
    const state = await buildSite(push(1), context);
    table.put({ ended: [] });
    await expect(isItBuilt(state, context)).rejects.toThrow(BuildVanished);
  });

  it("loses its patience in the end, but never with a build that ended", async () => {
    const askedAt = new Date(Date.now() - (TICKET_PATIENCE_SECONDS + 1) * 1000).toISOString();
    const state = { ...(await buildSite(push(1), context)), askedAt };
    await expect(isItBuilt(state, context)).rejects.toThrow(BuildTimedOut);
    codeBuild.end("SUCCEEDED");
    await expect(isItBuilt(state, context)).resolves.toMatchObject({ buildDone: true });
  });

  it.each(["buildId", "askedAt"] as const)("refuses a state without %s", async (field) => {
    const { [field]: _, ...without } = await buildSite(push(1), context);
    await expect(isItBuilt(without, context)).rejects.toThrow(MalformedInput);
  });
});

describe("live posts of a talk", () => {
  const talk = (number: number): AskingTalk => ({ talk: "what-a-talk", execution: `live-${number}` });
  /** Push 1 is published. */
  const publish = async () => {
    await buildSite(push(1), context);
    codeBuild.end("SUCCEEDED");
  };

  it("are built with the commit that was published last", async () => {
    await publish();
    await isItBuilt({ ...push(1), buildId: "execution-1", askedAt: push(1).pushedAt }, context);
    const state = await buildSite(talk(1), context);
    expect(state).toMatchObject({ ...talk(1), buildId: "live-1", buildDone: false, waitSeconds: 1 });
    expect(codeBuild.builds[1]?.order).toMatchObject({ sourceVersion: COMMIT, idempotencyToken: "live-1" });
    codeBuild.end("SUCCEEDED");
    await expect(isItBuilt(state, context)).resolves.toMatchObject({ ...talk(1), buildDone: true, builtCommitId: COMMIT });
  });

  it("share a build, each under its own ticket; it is measured once", async () => {
    await publish();
    await buildSite(push(2), context);
    const states = [await buildSite(talk(1), context), await buildSite(talk(2), context)];
    expect(states.map(({ buildId }) => buildId)).toEqual(["live-1", "live-2"]);
    expect(joined()).toBe(1);
    codeBuild.end("SUCCEEDED");
    for (const state of states) await expect(isItBuilt(state, context)).resolves.toMatchObject({ buildDone: false });
    codeBuild.end("SUCCEEDED");
    for (const state of states) await expect(isItBuilt(state, context)).resolves.toMatchObject({ buildDone: true });
    expect(codeBuild.builds).toHaveLength(3);
    expect(output.metrics("build_length")).toHaveLength(1);
  });

  it("are built in spite of a broken push that took them along", async () => {
    await publish();
    await buildSite(push(2), context);
    const broken = await buildSite(push(3), context);
    const state = await buildSite(talk(1), context);
    codeBuild.end("SUCCEEDED");
    await isItBuilt(state, context);
    codeBuild.end("FAILED");
    await expect(isItBuilt(state, context)).resolves.toMatchObject({ buildDone: false });
    await expect(isItBuilt(broken, context)).rejects.toThrow(BuildFailed);
    codeBuild.end("SUCCEEDED");
    await expect(isItBuilt(state, context)).resolves.toMatchObject({ buildDone: true, builtCommitId: "2".repeat(40) });
  });

  it("fail by name with a build of their own", async () => {
    await publish();
    const state = await buildSite(talk(1), context);
    await isItBuilt(state, context);
    codeBuild.end("FAILED");
    await expect(isItBuilt(state, context)).rejects.toThrow(BuildFailed);
    await expect(isItBuilt(state, context)).rejects.toThrow("The build of the live posts FAILED");
  });

  it("fail while no site has ever been published", async () => {
    const state = await buildSite(talk(1), context);
    await expect(isItBuilt(state, context)).rejects.toThrow("no commit has been published yet");
  });
});
