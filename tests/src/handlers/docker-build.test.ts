/** BuildDocker and IsTheContainerBuilt: the image's build from its order to its end. */
import {
  BuildFailed,
  BuildFaulted,
  BuildStopped,
  BuildTimedOut,
  BuildVanished,
  MalformedInput,
  MissingConfiguration,
} from "../../../src/errors.ts";
import { handler as buildDocker } from "../../../src/handlers/buildDocker.ts";
import { handler as isTheContainerBuilt } from "../../../src/handlers/isTheContainerBuilt.ts";
import { IMAGE_PATIENCE_SECONDS } from "../../../src/rules/polling.ts";
import { fakeCodeBuild } from "../support/fake-codebuild.ts";
import { catchOutput, context, withEnvironment } from "../support/lambda.ts";
import { COMMIT, stateWith } from "../support/states.ts";

const codeBuild = fakeCodeBuild();
const output = catchOutput();
withEnvironment({ IMAGE_PROJECT: "image" });
const input = stateWith({ hasDocker: true, contentTag: "content-1" });

describe("BuildDocker", () => {
  it("orders the build of the commit's image under its content tag", async () => {
    const state = await buildDocker(input, context);
    expect(state).toMatchObject({ ...input, containerBuildId: "image:1", containerBuildDone: false, waitSeconds: 1 });
    expect(Date.now() - Date.parse(state.askedAt ?? "")).toBeLessThan(5000);
    expect(codeBuild.builds[0]?.order).toMatchObject({
      projectName: "image",
      sourceVersion: COMMIT,
      environmentVariablesOverride: [{ name: "CONTENT_TAG", value: "content-1", type: "PLAINTEXT" }],
    });
  });

  it("starts one build when it is run twice", async () => {
    const [first, second] = [await buildDocker(input, context), await buildDocker(input, context)];
    expect(second.containerBuildId).toBe(first.containerBuildId);
    expect(codeBuild.builds).toHaveLength(1);
  });

  it("leaves the execution's own token to the site's build", async () => {
    await buildDocker(input, context);
    expect(codeBuild.builds[0]?.order.idempotencyToken).not.toBe(input.execution);
  });

  it("refuses a state without a content tag", async () => {
    const { contentTag: _, ...without } = input;
    await expect(buildDocker(without, context)).rejects.toThrow(MalformedInput);
  });

  it("names its missing project", async () => {
    delete process.env.IMAGE_PROJECT;
    await expect(buildDocker(input, context)).rejects.toThrow(MissingConfiguration);
  });

  it("passes on what CodeBuild refuses, to be tried again", async () => {
    codeBuild.refuse(new Error("throttled"));
    await expect(buildDocker(input, context)).rejects.toThrow("throttled");
  });
});

describe("IsTheContainerBuilt", () => {
  const ask = async (askedAt = new Date().toISOString()) =>
    isTheContainerBuilt({ ...(await buildDocker(input, context)), askedAt }, context);

  it("waits a tenth of the build's age while it goes on", async () => {
    await buildDocker(input, context);
    Object.assign(codeBuild.builds[0] ?? {}, { startTime: new Date(Date.now() - 300_000) });
    const state = await ask();
    expect(state).toMatchObject({ containerBuildDone: false, containerBuildFaulted: false, waitSeconds: 29 });
    expect(output.metrics("build_length")).toEqual([]);
  });

  it("is done when the build succeeded, and measures it", async () => {
    const state = await buildDocker(input, context);
    codeBuild.end("SUCCEEDED", { endTime: new Date(Number(codeBuild.builds[0]?.startTime) + 42_000) });
    await expect(isTheContainerBuilt(state, context)).resolves.toMatchObject({ containerBuildDone: true });
    expect(output.metrics("build_length")).toMatchObject([{ build_length: 42, project: "image", status: "SUCCEEDED" }]);
  });

  it.each([
    ["FAILED", BuildFailed],
    ["TIMED_OUT", BuildTimedOut],
    ["STOPPED", BuildStopped],
  ])("throws by name when it ended as %s", async (status, type) => {
    const state = await buildDocker(input, context);
    codeBuild.end(status);
    const outcome = isTheContainerBuilt(state, context);
    await expect(outcome).rejects.toThrow(type);
    await expect(outcome).rejects.toThrow(`The image's build ${status}`);
    expect(output.metrics("build_length")).toMatchObject([{ status }]);
  });

  it("throws when CodeBuild does not know it any more", async () => {
    const state = await buildDocker(input, context);
    codeBuild.builds.length = 0;
    await expect(isTheContainerBuilt(state, context)).rejects.toThrow(BuildVanished);
  });

  it("has it built again after CodeBuild's own fault, once", async () => {
    const first = await buildDocker(input, context);
    codeBuild.end("FAULT");
    const faulted = await isTheContainerBuilt(first, context);
    expect(faulted).toMatchObject({ containerBuildDone: false, containerBuildFaulted: true });
    const second = await buildDocker(faulted, context);
    await expect(buildDocker(faulted, context)).resolves.toMatchObject({ containerBuildId: second.containerBuildId });
    expect(second).toMatchObject({ containerBuildId: "image:2", containerBuildFaulted: false, containerRebuilt: true });
    codeBuild.end("FAULT");
    await expect(isTheContainerBuilt(second, context)).rejects.toThrow(BuildFaulted);
    expect(codeBuild.builds).toHaveLength(2);
  });

  it("loses its patience in the end", async () => {
    await expect(ask(new Date(Date.now() - (IMAGE_PATIENCE_SECONDS + 1) * 1000).toISOString())).rejects.toThrow(BuildTimedOut);
  });

  it.each(["containerBuildId", "askedAt"] as const)("refuses a state without %s", async (field) => {
    const { [field]: _, ...without } = await buildDocker(input, context);
    await expect(isTheContainerBuilt(without, context)).rejects.toThrow(MalformedInput);
  });
});
