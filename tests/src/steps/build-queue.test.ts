import { AccountLimitExceededException, type BuildPhase, InvalidInputException } from "@aws-sdk/client-codebuild";
import { jest } from "@jest/globals";
import { ItemContention, MissingConfiguration } from "../../../src/errors.ts";
import { type BuildQueue, EMPTY_QUEUE, endOf, request } from "../../../src/rules/build-queue.ts";
import { advanceQueue } from "../../../src/steps/build-queue.ts";
import { changeQueue } from "../../../src/steps/queue-item.ts";
import { fakeCodeBuild } from "../support/fake-codebuild.ts";
import { fakeLogs } from "../support/fake-logs.ts";
import { fakeTable } from "../support/fake-table.ts";
import { catchOutput, withEnvironment } from "../support/lambda.ts";

const table = fakeTable();
const codeBuild = fakeCodeBuild();
const logs = fakeLogs();
const output = catchOutput();
withEnvironment({ BUILDS_TABLE: "builds", SITE_PROJECT: "site" });

const push = (number: number) => ({
  ticket: `ticket-${number}`,
  commitId: `commit-${number}`,
  pushedAt: `2026-11-23T17:00:0${number}.000Z`,
});
const ask = (number: number) => changeQueue((queue) => request(queue, push(number)).queue);
const stored = () => table.item()?.content as BuildQueue | undefined;

describe("changing the queue", () => {
  it("begins with an empty one", async () => {
    await expect(changeQueue((queue) => queue)).resolves.toBe(EMPTY_QUEUE);
    expect(stored()).toBeUndefined();
  });

  it("stores what the transition gives, under the next version", async () => {
    await ask(1);
    await ask(2);
    expect(table.item()).toMatchObject({ site: "site", version: 2, content: { running: push(1), waiting: push(2) } });
  });

  it("loses none of the callers that come at once", async () => {
    await Promise.all([1, 2, 3, 4].map(ask));
    expect(table.refused()).toBeGreaterThan(0);
    expect(table.item()?.version).toBe(4);
    const { running, waiting } = stored() ?? EMPTY_QUEUE;
    expect([running?.commitId, waiting?.commitId]).toContain("commit-4");
  });

  it("asks the transition again with what somebody else wrote", async () => {
    table.beforePut = () => {
      table.beforePut = undefined;
      table.put({ running: push(1), ended: [] });
    };
    const seen: unknown[] = [];
    await changeQueue((queue) => {
      seen.push(queue.running?.ticket);
      return request(queue, push(2)).queue;
    });
    expect(seen).toEqual([undefined, "ticket-1"]);
    expect(stored()).toMatchObject({ running: push(1), waiting: push(2) });
  });

  it("gives up as ItemContention, which Step Functions tries again later", async () => {
    jest.spyOn(Math, "random").mockReturnValue(0);
    table.beforePut = () => table.put({ running: push(1), ended: [] });
    await expect(ask(2)).rejects.toThrow(ItemContention);
    expect(table.refused()).toBe(12);
    jest.restoreAllMocks();
  });

  it("needs to know its table", async () => {
    delete process.env.BUILDS_TABLE;
    await expect(ask(1)).rejects.toThrow(MissingConfiguration);
  });
});

describe("advancing the queue", () => {
  it("does nothing to an empty one", async () => {
    await expect(advanceQueue()).resolves.toEqual({ queue: EMPTY_QUEUE, elapsedSeconds: 0 });
    expect(codeBuild.starts()).toBe(0);
  });

  it("starts the build of the commit in its image", async () => {
    const image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/site:content-1";
    await changeQueue((queue) => request(queue, { ...push(1), image }).queue);
    await advanceQueue();
    expect(stored()?.running).toMatchObject({ codeBuildId: "site:1" });
    expect(codeBuild.builds[0]?.order).toMatchObject({
      projectName: "site",
      sourceVersion: "commit-1",
      idempotencyToken: "ticket-1",
      imageOverride: image,
      imagePullCredentialsTypeOverride: "SERVICE_ROLE",
    });
  });

  it("starts a build without an image in the project's own", async () => {
    await ask(1);
    await advanceQueue();
    expect(codeBuild.builds[0]?.order).not.toHaveProperty("imageOverride");
    expect(codeBuild.builds[0]?.order).not.toHaveProperty("imagePullCredentialsTypeOverride");
  });

  it("starts one build when two start it at once", async () => {
    await ask(1);
    const both = await Promise.all([advanceQueue(), advanceQueue()]);
    expect(codeBuild.starts()).toBeGreaterThan(1);
    expect(codeBuild.builds).toHaveLength(1);
    expect(both.map(({ queue }) => queue.running?.codeBuildId)).toEqual(["site:1", "site:1"]);
  });

  it("settles one end once when two see it at once, and starts what waits once", async () => {
    await ask(1);
    await advanceQueue();
    await ask(2);
    codeBuild.end("SUCCEEDED");
    await Promise.all([advanceQueue(), advanceQueue()]);
    expect(stored()?.ended).toMatchObject([{ ticket: "ticket-1", status: "SUCCEEDED" }]);
    expect(stored()?.running).toMatchObject({ ticket: "ticket-2", codeBuildId: "site:2" });
    expect(codeBuild.builds).toHaveLength(2);
  });

  it("takes up a build that was started by somebody who died before saying so", async () => {
    await ask(1);
    table.beforePut = () => {
      throw new Error("killed");
    };
    await expect(advanceQueue()).rejects.toThrow("killed");
    table.beforePut = undefined;
    await advanceQueue();
    expect(stored()?.running).toMatchObject({ codeBuildId: "site:1" });
    expect(codeBuild.builds).toHaveLength(1);
  });

  it("tells how long the running build has run", async () => {
    await ask(1);
    await advanceQueue();
    Object.assign(codeBuild.builds[0] ?? {}, { startTime: new Date(Date.now() - 90_000) });
    const { elapsedSeconds } = await advanceQueue();
    expect(elapsedSeconds).toBeGreaterThanOrEqual(90);
    expect(elapsedSeconds).toBeLessThan(95);
  });

  it("builds again after CodeBuild's own fault, once", async () => {
    await ask(1);
    await advanceQueue();
    codeBuild.end("FAULT");
    await advanceQueue();
    expect(codeBuild.builds).toHaveLength(2);
    codeBuild.end("FAULT");
    await advanceQueue();
    expect(codeBuild.builds).toHaveLength(2);
    expect(endOf(stored() ?? EMPTY_QUEUE, "ticket-1")).toMatchObject({ status: "FAULT" });
  });

  it("ends a build that CodeBuild does not know any more, and goes on", async () => {
    await ask(1);
    await advanceQueue();
    await ask(2);
    codeBuild.builds.length = 0;
    await advanceQueue();
    expect(endOf(stored() ?? EMPTY_QUEUE, "ticket-1")).toMatchObject({ status: "VANISHED" });
    expect(stored()?.running).toMatchObject({ ticket: "ticket-2" });
  });

  it("fails a build that CodeBuild refuses to start, so that it blocks nobody", async () => {
    await ask(1);
    codeBuild.refuse(new InvalidInputException({ message: "no such image", $metadata: {} }));
    await advanceQueue();
    expect(stored()?.running).toBeUndefined();
    expect(endOf(stored() ?? EMPTY_QUEUE, "ticket-1")).toMatchObject({
      status: "FAILED",
      message: "CodeBuild would not start it: no such image",
    });
  });

  it("keeps a build that CodeBuild does not take just now, and says why it waits", async () => {
    await ask(1);
    codeBuild.refuse(new AccountLimitExceededException({ message: "too many builds", $metadata: {} }));
    const queue = { running: push(1), ended: [] };
    await expect(advanceQueue()).resolves.toEqual({ queue, elapsedSeconds: 0, held: "too many builds" });
    expect(stored()).toEqual(queue);
  });

  it("keeps a build that can't be started for a fault, for the next who asks", async () => {
    await ask(1);
    codeBuild.refuse(new Error("not authorized"));
    await expect(advanceQueue()).rejects.toThrow("not authorized");
    expect(stored()).toEqual({ running: push(1), ended: [] });
  });

  it("gives up a build that CodeBuild does not end, so that it blocks nobody", async () => {
    await ask(1);
    await advanceQueue();
    await ask(2);
    const startTime = new Date(Date.now() - 3 * 3_600_000);
    Object.assign(codeBuild.builds[0] ?? {}, { startTime, phases: [{ phaseType: "BUILD", startTime }] });
    await advanceQueue();
    expect(endOf(stored() ?? EMPTY_QUEUE, "ticket-1")).toMatchObject({ status: "TIMED_OUT" });
    expect(stored()?.running).toMatchObject({ ticket: "ticket-2", codeBuildId: "site:2" });
  });
});

describe("a failed build's own words", () => {
  const REASON = ["Lectern: build: posts break the content's contract:\n", "content/posts/a/index.md:3: title is missing\n"];
  const phases: BuildPhase[] = [{ phaseType: "BUILD", phaseStatus: "FAILED", contexts: [{ message: "exit status 1" }] }];
  const failWith = async (status = "FAILED") => {
    await ask(1);
    await advanceQueue();
    codeBuild.end(status, { phases });
    await advanceQueue();
    return endOf(stored() ?? EMPTY_QUEUE, "ticket-1")?.message;
  };

  it("are read from the end of its log, and kept with its end", async () => {
    logs.pages = [REASON];
    await expect(failWith()).resolves.toBe(
      "in BUILD: build: posts break the content's contract:\ncontent/posts/a/index.md:3: title is missing. Build site:1",
    );
    const place = { logGroupName: "/aws/codebuild/site", logStreamName: "1" };
    expect(logs.asked()).toEqual([{ ...place, limit: 1000, startFromHead: false, nextToken: undefined }]);
  });

  it("are found behind a page that is empty though the log is not", async () => {
    logs.pages = [[], REASON];
    await expect(failWith()).resolves.toContain("content/posts/a/index.md:3");
  });

  it("are not looked for any more behind a third", async () => {
    logs.pages = [[], [], [], REASON];
    await expect(failWith()).resolves.toBe("in BUILD: exit status 1. Build site:1");
    expect(logs.asked()).toHaveLength(3);
  });

  it("are not needed: a log that can't be read stops nothing, and is told to the operator", async () => {
    logs.refuse(new Error("not authorized to perform: logs:GetLogEvents"));
    await expect(failWith()).resolves.toBe("in BUILD: exit status 1. Build site:1");
    expect(output.log()).toMatchObject([
      { level: "warn", buildId: "site:1", error: { message: expect.stringContaining("GetLogEvents") } },
    ]);
  });

  it("are waited for no longer than a task can", async () => {
    const timeout = jest.spyOn(AbortSignal, "timeout").mockReturnValue(AbortSignal.abort(new Error("took too long")));
    logs.refuse(new Error("took too long"));
    await expect(failWith()).resolves.toBe("in BUILD: exit status 1. Build site:1");
    expect(timeout).toHaveBeenCalledWith(5_000);
    timeout.mockRestore();
  });

  it.each(["SUCCEEDED", "TIMED_OUT", "STOPPED"])("are not asked of one that %s", async (status) => {
    await failWith(status);
    expect(logs.asked()).toEqual([]);
  });
});
