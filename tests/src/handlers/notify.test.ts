import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { mockClient } from "aws-sdk-client-mock";
import { MissingConfiguration } from "../../../src/errors.ts";
import { handler } from "../../../src/handlers/notify.ts";
import { fakeTable } from "../support/fake-table.ts";
import { catchOutput, context, withEnvironment } from "../support/lambda.ts";
import { COMMIT, LATER_COMMIT, stateWith } from "../support/states.ts";

const NOTICES_TOPIC_ARN = "arn:aws:sns:us-east-1:123456789012:lectern-dev-notices";
const topics = mockClient(SNSClient);
const table = fakeTable();
const output = catchOutput();
withEnvironment({ NOTICES_TOPIC_ARN, BUILDS_TABLE: "builds", SITE_URL: "https://site.example" });

beforeEach(() => {
  topics.reset();
  topics.on(PublishCommand).resolves({});
});
const published = () => topics.commandCalls(PublishCommand).map(({ args }) => args[0].input);
const texts = () => published().map(({ Message = "" }) => (JSON.parse(Message) as { sms: string }).sms);
const pushedAt = (secondsAgo: number) => new Date(Date.now() - secondsAgo * 1000).toISOString();

it("texts the owner that the push is published, and measures how long that took", async () => {
  const state = stateWith({ builtCommitId: COMMIT, buildSeconds: 23, summary: "Begin", pushedAt: pushedAt(60) });
  const text = "Lectern: published 5f6a956 in 23 s: Begin https://site.example";
  await expect(handler(state, context)).resolves.toEqual({ ...state, message: text });
  expect(published()).toEqual([
    {
      TopicArn: NOTICES_TOPIC_ARN,
      MessageStructure: "json",
      Message: JSON.stringify({
        default: `Lectern has published commit ${COMMIT}, "Begin".\n\nThe build took 23 s.\n\nThe site: https://site.example\n\nExecution: ${state.execution}\n`,
        sms: text,
      }),
      Subject: "Lectern: published 5f6a956",
    },
  ]);
  expect(output.metrics("notices_sent")).toMatchObject([{ notices_sent: 1, kind: "success" }]);
  const [{ push_to_published: seconds } = {}] = output.metrics("push_to_published");
  expect(Math.abs(Number(seconds) - 60)).toBeLessThan(5);
});

it("sends no notice for a push that a later one's build held, but measures it", async () => {
  await expect(
    handler(stateWith({ builtCommitId: LATER_COMMIT, builtPushedAt: "2026-11-23T18:00:00.000Z" }), context),
  ).resolves.toMatchObject({
    message: "Told of before, or with a later push",
  });
  expect(published()).toEqual([]);
  expect(output.metrics("notices_sent")).toEqual([]);
  expect(output.metrics("push_to_published")).toHaveLength(1);
});

it("texts the owner of a failure, keeps the error for the machine's end, and does not measure it as published", async () => {
  const error = { Error: "BuildFailed", Cause: JSON.stringify({ errorType: "BuildFailed", errorMessage: "in BUILD: no" }) };
  await expect(handler(stateWith({ error }), context)).resolves.toMatchObject({ error });
  expect(texts()).toEqual(["Lectern: 5f6a956 NOT published. BuildFailed: in BUILD: no"]);
  expect(output.metrics("notices_sent")).toMatchObject([{ kind: "failure" }]);
  expect(output.metrics("push_to_published")).toEqual([]);
});

it.each([
  ["waits", { waiting: { ticket: "ticket-1" } }, "ticket-1", " yet: still queued"],
  ["runs", { running: { ticket: "ticket-1" } }, "ticket-1", " yet: still queued"],
  [
    "was asked for by a task that did not hear of it",
    { running: { ticket: stateWith().execution } },
    undefined,
    " yet: still queued",
  ],
  [
    "was joined by a task that did not hear of it",
    { waiting: { ticket: "other", pushedAt: stateWith().pushedAt } },
    undefined,
    " yet: still queued",
  ],
  ["is another's, of live posts", { running: { ticket: "other", pushedAt: stateWith().pushedAt, live: true } }, undefined, ""],
  ["was never asked for", { running: { ticket: "other" } }, undefined, ""],
])("says of a failure whose build %s whether it may be published yet", async (_what, queue, buildId, yet) => {
  table.put({ ended: [], ...queue });
  const error = { Error: "ItemContention", Cause: "too many" };
  await handler(stateWith({ error, ...(buildId && { buildId }) }), context);
  expect(texts()).toEqual([`Lectern: 5f6a956 NOT published${yet}. ItemContention: too many`]);
});

it.each([
  ["SUCCEEDED", "", "Lectern: published 5f6a956 in 23 s: Begin https://site.example"],
  ["FAILED", "in BUILD: no", "Lectern: 5f6a956 NOT published. BuildFailed: FAILED in BUILD: no"],
] as const)("tells of a push that gave up asking as its build ended meanwhile: %s", async (status, message, text) => {
  const { commitId, pushedAt } = stateWith();
  table.put({ ended: [{ ticket: "ticket-1", commitId, pushedAt, status, seconds: 23, message }] });
  const error = { Error: "ItemContention", Cause: "too many" };
  await handler(stateWith({ error, buildId: "ticket-1", summary: "Begin" }), context);
  expect(texts()).toEqual([text]);
});

it("counts no notice that could not be sent", async () => {
  topics.on(PublishCommand).rejects(new Error("throttled"));
  await expect(handler(stateWith(), context)).rejects.toThrow("throttled");
  expect(output.metrics("notices_sent")).toEqual([]);
});

it.each(["NOTICES_TOPIC_ARN", "SITE_URL"])("names the missing %s", async (name) => {
  delete process.env[name];
  await expect(handler(stateWith(), context)).rejects.toThrow(MissingConfiguration);
});

it("tells once, though its task is run again, and tells of the recovery", async () => {
  const failed = stateWith({ error: { Error: "BuildFailed", Cause: "no" }, execution: "first" });
  const mended = stateWith({ builtCommitId: COMMIT, summary: "Mend", execution: "second" });
  for (const state of [failed, failed, mended, mended]) await handler(state, context);
  expect(texts().map((text) => text.split(" ").slice(0, 3).join(" "))).toEqual([
    "Lectern: 5f6a956 NOT",
    "Lectern recovered: published",
  ]);
  expect(table.item("notices")).toMatchObject({ content: { last: "published", told: ["second", "first"] } });
});

it("remembers nothing of a notice that could not be sent, so that the retry sends it", async () => {
  topics.on(PublishCommand).rejectsOnce(new Error("throttled")).resolves({});
  await expect(handler(stateWith(), context)).rejects.toThrow("throttled");
  await handler(stateWith(), context);
  expect(published()).toHaveLength(2);
});

describe("of a talk", () => {
  const photograph = {
    talk: "what-a-talk",
    execution: "what-a-talk-1",
    takenAt: "2026-11-28T13:03:05.000Z",
    message: "The site has been built",
    updateSite: true,
  };
  const begun = "Lectern: what-a-talk has begun: https://site.example/live/what-a-talk/";

  it("tells of the start once, and gives the state on", async () => {
    await expect(handler(photograph, context)).resolves.toEqual({ ...photograph, message: begun });
    await expect(handler(photograph, context)).resolves.toEqual(photograph);
    expect(texts()).toEqual([begun]);
    expect(output.metrics("notices_sent")).toMatchObject([{ kind: "start" }]);
    expect(output.metrics("push_to_published")).toEqual([]);
  });

  it("keeps the decision of a photograph that was no news", async () => {
    const state = { ...photograph, updateSite: false, message: "Slide 3 is known" };
    await expect(handler(state, context)).resolves.toEqual(state);
    expect(published()).toEqual([]);
  });

  it("tells of its end", async () => {
    await handler({ talk: "what-a-talk", ended: true, entries: 25 }, context);
    expect(texts()).toEqual(["Lectern: what-a-talk has ended with 25 entries: https://site.example/live/what-a-talk/"]);
  });

  it("remembers nothing of a notice that could not be sent, so that the retry sends it", async () => {
    topics.on(PublishCommand).rejectsOnce(new Error("throttled")).resolves({});
    await expect(handler(photograph, context)).rejects.toThrow("throttled");
    await handler(photograph, context);
    expect(published()).toHaveLength(2);
  });
});
