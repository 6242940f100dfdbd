/** Builds from StartBuild to their end, seen through the SDK's client. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  BatchGetBuildsCommand,
  BatchGetProjectsCommand,
  ListBuildsCommand,
  ListBuildsForProjectCommand,
  ListCuratedEnvironmentImagesCommand,
  ListProjectsCommand,
  StartBuildCommand,
  StopBuildCommand,
} from "@aws-sdk/client-codebuild";
import { git } from "../codecommit/support/git-client.ts";
import { context, createHarness, type Harness, spec, statuses } from "./support/harness.ts";
import { processesWith } from "./support/processes.ts";

let harness: Harness;

beforeEach(async () => {
  harness = await createHarness();
});
afterEach(() => harness.close());

const ALL_WELL = {
  SUBMITTED: "SUCCEEDED",
  QUEUED: "SUCCEEDED",
  PROVISIONING: "SUCCEEDED",
  DOWNLOAD_SOURCE: "SUCCEEDED",
  INSTALL: "SUCCEEDED",
  PRE_BUILD: "SUCCEEDED",
  BUILD: "SUCCEEDED",
  POST_BUILD: "SUCCEEDED",
  UPLOAD_ARTIFACTS: "SUCCEEDED",
  FINALIZING: "SUCCEEDED",
  COMPLETED: undefined,
};

test("a build that works", async () => {
  const commit = await git(harness.repository, "rev-parse", "HEAD");
  const started = await harness.start();
  expect(started).toMatchObject({ buildStatus: "IN_PROGRESS", buildComplete: false, currentPhase: "SUBMITTED", buildNumber: 1 });
  const build = await harness.ended(started.id);
  const uuid = build.id?.split(":")[1];
  expect(build).toMatchObject({
    id: expect.stringMatching(/^site:[0-9a-f]{8}-[0-9a-f-]{27}$/),
    arn: `arn:aws:codebuild:eu-central-1:123456789012:build/${build.id}`,
    buildStatus: "SUCCEEDED",
    buildComplete: true,
    currentPhase: "COMPLETED",
    projectName: "site",
    resolvedSourceVersion: commit,
    initiator: "root",
    startTime: expect.any(Date),
    endTime: expect.any(Date),
    timeoutInMinutes: 60,
    queuedTimeoutInMinutes: 480,
    logs: {
      groupName: "/aws/codebuild/site",
      streamName: uuid,
      deepLink: `https://console.aws.amazon.com/cloudwatch/home?region=eu-central-1#logsV2:log-groups/log-group/$252Faws$252Fcodebuild$252Fsite/log-events/${uuid}`,
    },
  });
  expect(statuses(build)).toEqual(ALL_WELL);
  expect(context(build, "BUILD")).toEqual({ statusCode: "", message: "" });
  expect(harness.printed(build)).toEqual(["built"]);
  expect(harness.log(build).join("\n")).toMatch(
    /\[Container\] \d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d\.\d{6} Running command echo built/,
  );
  expect(harness.fake.events.filter(({ type }) => type === "build-ended")).toEqual([
    { type: "build-ended", buildId: build.id, project: "site", status: "SUCCEEDED" },
  ]);
  expect(harness.fake.events).toContainEqual({
    type: "build-phase",
    buildId: build.id,
    project: "site",
    phase: "BUILD",
    status: "SUCCEEDED",
    seconds: build.phases?.find(({ phaseType }) => phaseType === "BUILD")?.durationInSeconds,
  });
  expect(harness.fake.events).toContainEqual({ type: "build-log", buildId: build.id, line: "built" });
});

test.each([
  ["install", { INSTALL: "FAILED" }, ["PRE_BUILD", "BUILD", "POST_BUILD"]],
  ["pre_build", { INSTALL: "SUCCEEDED", PRE_BUILD: "FAILED" }, ["BUILD", "POST_BUILD"]],
  ["build", { BUILD: "FAILED", POST_BUILD: "SUCCEEDED" }, []],
  ["post_build", { BUILD: "SUCCEEDED", POST_BUILD: "FAILED" }, []],
])("a failure in %s", async (failing, expected, skipped) => {
  const phases = ["install", "pre_build", "build", "post_build"].map((name) => [
    name,
    [`echo "${name} $CODEBUILD_BUILD_SUCCEEDING"`, ...(name === failing ? ["sh -c 'exit 3'", "echo never"] : [])],
  ]);
  const build = await harness.run(spec(Object.fromEntries(phases)));
  expect(build.buildStatus).toBe("FAILED");
  expect(statuses(build)).toMatchObject({ ...expected, UPLOAD_ARTIFACTS: "SUCCEEDED", FINALIZING: "SUCCEEDED" });
  for (const phase of skipped) expect(Object.keys(statuses(build))).not.toContain(phase);
  expect(context(build, failing.toUpperCase())).toEqual({
    statusCode: "COMMAND_EXECUTION_ERROR",
    message: "Error while executing command: sh -c 'exit 3'. Reason: exit status 3",
  });
  expect(harness.printed(build)).not.toContain("never");
  expect(harness.printed(build).includes("post_build 0")).toBe(failing === "build");
});

test.each([
  ["build", "ABORT", ["BUILD"]],
  ["install", "CONTINUE", ["INSTALL", "PRE_BUILD", "BUILD", "POST_BUILD"]],
])("on-failure of %s: %s", async (name, onFailure, expected) => {
  const build = await harness.run(
    spec({ build: ["true"], post_build: ["true"], [name]: { commands: ["false"], "on-failure": onFailure } }),
  );
  expect(build.buildStatus).toBe("FAILED");
  expect(Object.keys(statuses(build))).toEqual(expect.arrayContaining(expected));
  expect(Object.keys(statuses(build)).includes("POST_BUILD")).toBe(onFailure === "CONTINUE");
});

test("finally runs after a failure, and the phase still fails; its own failure fails it too", async () => {
  const first = await harness.run(
    spec({
      build: { commands: ["false", "echo never"], finally: ["echo cleaned $CODEBUILD_BUILD_SUCCEEDING", "sh -c 'exit 9'"] },
    }),
  );
  expect(harness.printed(first)).toEqual(["cleaned 0"]);
  expect(context(first, "BUILD")?.message).toBe("Error while executing command: false. Reason: exit status 1");
  const second = await harness.run(spec({ build: { commands: ["true"], finally: ["sh -c 'exit 9'"] } }));
  expect(context(second, "BUILD")?.message).toContain("exit status 9");
  expect(second.buildStatus).toBe("FAILED");
});

test("StartBuild is idempotent by its token, and only for the same request", async () => {
  const slow = { buildspecOverride: spec({ build: ["sleep 0.2"] }), idempotencyToken: "t1" };
  const [first, again] = [await harness.start(slow), await harness.start(slow)];
  expect(again.id).toBe(first.id);
  await expect(harness.start({ ...slow, sourceVersion: "main" })).rejects.toMatchObject({ name: "InvalidInputException" });
  expect((await harness.start({ ...slow, idempotencyToken: "t2" })).id).not.toBe(first.id);
  harness.fake.set({ clock: { ...harness.fake.cloud.clock, now: () => Date.now() + 5 * 60_000 + 1000 } });
  expect((await harness.start(slow)).id).not.toBe(first.id);
});

test("more builds than the project's limit are refused", async () => {
  await harness.project({ ConcurrentBuildLimit: "1" });
  const first = await harness.start({ buildspecOverride: spec({ build: ["sleep 5"] }) });
  await expect(harness.start()).rejects.toMatchObject({
    name: "AccountLimitExceededException",
    message: "Cannot have more than 1 active builds for the project site",
  });
  await harness.client.send(new StopBuildCommand({ id: first.id }));
  expect((await harness.build()).buildStatus).toBe("SUCCEEDED");
});

test.each([
  [{ sourceTypeOverride: "GITHUB" }, "sourceTypeOverride"],
  [{ privilegedModeOverride: true }, "privilegedModeOverride"],
  [{ environmentVariablesOverride: [{ name: "A", value: "b", type: "PARAMETER_STORE" }] }, "environmentVariablesOverride.0.type"],
  [{ buildspecOverride: "arn:aws:s3:::b/k" }, "buildspecOverride"],
  [{ timeoutInMinutesOverride: 1 }, "timeoutInMinutesOverride"],
] as const)("%j is refused by name", async (input, name) => {
  await expect(harness.start(input as object)).rejects.toMatchObject({
    name: "InvalidInputException",
    message: expect.stringContaining(name),
  });
});

test("a build is stopped with everything that it started", async () => {
  const { id } = await harness.start({
    buildspecOverride: spec({
      build: ["setsid sleep 77.125 & sleep 77.125 & echo waiting; sleep 77.125"],
      post_build: ["echo never"],
    }),
  });
  await harness.printing(await harness.get(id), "waiting");
  const { build } = await harness.client.send(new StopBuildCommand({ id }));
  expect(build).toMatchObject({ buildStatus: "STOPPED", buildComplete: true });
  expect(statuses(build ?? {})).toMatchObject({ BUILD: "STOPPED", COMPLETED: undefined });
  expect(Object.keys(statuses(build ?? {}))).not.toContain("POST_BUILD");
  expect(processesWith("77.125")).toEqual([]);
  const again = await harness.client.send(new StopBuildCommand({ id }));
  expect(again.build?.buildStatus).toBe("STOPPED");
});

test("a build is timed out by the clock, with everything that it started", async () => {
  let due: () => void = () => {};
  let at = 0;
  harness.fake.set({
    clock: {
      now: () => Date.now(),
      at(time, callback) {
        [at, due] = [time, callback];
        return () => {};
      },
    },
  });
  const { id, startTime } = await harness.start({
    buildspecOverride: spec({ build: ["echo waiting; sleep 78.125"] }),
    timeoutInMinutesOverride: 7,
  });
  expect(at - (startTime?.getTime() ?? 0)).toBe(7 * 60_000);
  await harness.printing(await harness.get(id), "waiting");
  due();
  const build = await harness.ended(id);
  expect(build.buildStatus).toBe("TIMED_OUT");
  expect(statuses(build).BUILD).toBe("TIMED_OUT");
  expect(context(build, "BUILD")).toEqual({ statusCode: "BUILD_TIMED_OUT", message: "Build has timed out. " });
  expect(processesWith("78.125")).toEqual([]);
});

test("lists, and what is not there", async () => {
  const [first, second] = [await harness.build(), await harness.build()];
  const { client } = harness;
  expect((await client.send(new ListBuildsForProjectCommand({ projectName: "site" }))).ids).toEqual([second.id, first.id]);
  expect((await client.send(new ListBuildsCommand({ sortOrder: "ASCENDING" }))).ids).toEqual([first.id, second.id]);
  expect((await client.send(new ListProjectsCommand({}))).projects).toEqual(["site"]);
  const { projects, projectsNotFound } = await client.send(new BatchGetProjectsCommand({ names: ["site", "nope"] }));
  expect(projects?.[0]).toMatchObject({ name: "site", arn: "arn:aws:codebuild:eu-central-1:123456789012:project/site" });
  expect(projectsNotFound).toEqual(["nope"]);
  const { builds, buildsNotFound } = await client.send(new BatchGetBuildsCommand({ ids: [second.arn ?? "", "site:nope"] }));
  expect(builds?.map(({ id }) => id)).toEqual([second.id]);
  expect(buildsNotFound).toEqual(["site:nope"]);
  await expect(client.send(new StartBuildCommand({ projectName: "nope" }))).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    message: "Project cannot be found: arn:aws:codebuild:eu-central-1:123456789012:project/nope",
  });
  await expect(client.send(new ListCuratedEnvironmentImagesCommand({}))).rejects.toMatchObject({
    name: "UnknownOperationException",
  });
  await expect(client.send(new StopBuildCommand({ id: "site:nope" }))).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
});

test("nothing of a build is left in the workspace", async () => {
  await harness.build();
  const work = join(harness.fake.folder, "codebuild/work");
  for (let waited = 0; waited < 2000 && readdirSync(work).length > 0; waited += 10) await sleep(10);
  expect(readdirSync(work)).toEqual([]);
});

test.each([
  [{ PrivilegedMode: true }, {}, undefined, "CLIENT_ERROR", "Install and start docker, podman or buildah"],
  [
    {},
    { imageOverride: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/site:1" },
    undefined,
    "BUILD_CONTAINER_UNABLE_TO_PULL_IMAGE",
    "needs a container engine",
  ],
  [{}, { imageOverride: "site:1" }, "docker", "BUILD_CONTAINER_UNABLE_TO_PULL_IMAGE", "site:1 is in no registry of this account"],
  [
    {},
    { imageOverride: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/site:1" },
    "docker",
    "BUILD_CONTAINER_UNABLE_TO_PULL_IMAGE",
    "no registry here",
  ],
  [{ PrivilegedMode: true }, { imageOverride: "site:1" }, "docker", "CLIENT_ERROR", "run only in CodeBuild's own images"],
] as const)("PROVISIONING with %j and %j, engine %s", async (environment, input, engine, statusCode, message) => {
  await harness.close();
  harness = await createHarness(async () => engine);
  await harness.project({
    Environment: { Type: "LINUX_CONTAINER", ComputeType: "X", Image: "aws/codebuild/standard:7.0", ...environment },
  });
  const build = await harness.build(input);
  expect(build.buildStatus).toBe("FAILED");
  expect(context(build, "PROVISIONING")).toEqual({ statusCode, message: expect.stringContaining(message) });
});
