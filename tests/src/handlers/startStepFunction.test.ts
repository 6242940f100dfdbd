import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { mockClient } from "aws-sdk-client-mock";
import { MalformedInput, MissingConfiguration } from "../../../src/errors.ts";
import { handler } from "../../../src/handlers/startStepFunction.ts";
import { eventOf, messageEvent, pushEvent } from "../support/events.ts";
import { catchOutput, context, withEnvironment } from "../support/lambda.ts";
import { COMMIT } from "../support/states.ts";

const STATE_MACHINE_ARN = "arn:aws:states:us-east-1:123456789012:stateMachine:lectern-dev-site-builder";
const machines = mockClient(SFNClient);
const output = catchOutput();
withEnvironment({ STATE_MACHINE_ARN, PUBLISHING_BRANCH: "main" });

beforeEach(() => {
  machines.reset();
  machines.on(StartExecutionCommand).resolves({});
});
const started = () => machines.commandCalls(StartExecutionCommand).map(({ args: [{ input }] }) => input);

it("starts the site builder under the push's own name", async () => {
  const [name] = await handler(eventOf("codecommit-push"), context);
  expect(started()).toMatchObject([{ stateMachineArn: STATE_MACHINE_ARN, name }]);
  expect(JSON.parse(started()[0]?.input ?? "")).toEqual({
    commitId: COMMIT,
    repository: "website",
    branch: "main",
    pushedAt: "2026-11-23T17:12:45.625Z",
    execution: name,
  });
  expect(output.log()).toMatchObject([{ commitId: COMMIT, execution: name, requestId: "request-1" }]);
});

it("gives the same name to a redelivered event, whose execution exists already", async () => {
  const first = await handler(eventOf("codecommit-push"), context);
  machines.on(StartExecutionCommand).rejects(new ExecutionAlreadyExists({ message: "exists", $metadata: {} }));
  await expect(handler(eventOf("codecommit-push"), context)).resolves.toEqual(first);
});

it("starts another execution for a later push of the same commit", async () => {
  await handler(eventOf("codecommit-push"), context);
  await handler(pushEvent({ eventId: "another" }), context);
  expect(new Set(started().map(({ name }) => name)).size).toBe(2);
});

it("starts one execution for a push of several references", async () => {
  await expect(handler(eventOf("codecommit-several-references"), context)).resolves.toHaveLength(1);
  expect(started()).toHaveLength(1);
});

it.each(["codecommit-branch-created", "codecommit-branch-deleted", "codecommit-tag"])("starts nothing for %s", async (name) => {
  await expect(handler(eventOf(name), context)).resolves.toEqual([]);
  expect(started()).toEqual([]);
  expect(output.log()).toMatchObject([{ message: expect.stringMatching(/^Nothing to publish: refs/) }]);
});

it("finds the publishing branch behind the references that publish nothing", async () => {
  const others = ["refs/tags/v1", "refs/heads/feature/main"].map((ref) => ({ commit: COMMIT, ref }));
  const references = [...others, { commit: COMMIT, deleted: false, ref: "refs/heads/main" }];
  await expect(handler(pushEvent({ codecommit: { references } }), context)).resolves.toHaveLength(1);
  expect(started()).toHaveLength(1);
});

it("starts with the first push to an empty repository, which creates the publishing branch", async () => {
  process.env.PUBLISHING_BRANCH = "draft";
  await expect(handler(eventOf("codecommit-branch-created"), context)).resolves.toHaveLength(1);
  expect(JSON.parse(started()[0]?.input ?? "")).toMatchObject({ branch: "draft" });
});

it("starts one execution for each of several pushes that arrive at once, in whatever order", async () => {
  const [first] = eventOf("codecommit-push").Records;
  const [second] = pushEvent({ eventId: "another", eventTime: "2026-11-23T17:13:00.000+0000" }).Records;
  const inOrder = await handler({ Records: [first, second] }, context);
  const pushedAt = started().map(({ input }) => (JSON.parse(input ?? "") as { pushedAt: string }).pushedAt);
  expect(pushedAt).toEqual(["2026-11-23T17:12:45.625Z", "2026-11-23T17:13:00.000Z"]);
  await expect(handler({ Records: [second, first] }, context)).resolves.toEqual(inOrder.toReversed());
});

it("goes on to the other pushes when one has been started already", async () => {
  const [first] = eventOf("codecommit-push").Records;
  const [second] = pushEvent({ eventId: "another" }).Records;
  machines
    .on(StartExecutionCommand)
    .rejectsOnce(new ExecutionAlreadyExists({ message: "exists", $metadata: {} }))
    .resolves({});
  await expect(handler({ Records: [first, second] }, context)).resolves.toHaveLength(2);
  expect(started()).toHaveLength(2);
});

it("starts nothing when the publishing branch is deleted", async () => {
  process.env.PUBLISHING_BRANCH = "draft";
  await expect(handler(eventOf("codecommit-branch-deleted"), context)).resolves.toEqual([]);
  expect(started()).toEqual([]);
  expect(output.log()).toMatchObject([{ message: expect.stringContaining("draft was deleted; the site stays as it is") }]);
});

it("passes other faults on, so that Lambda delivers the event again", async () => {
  machines.on(StartExecutionCommand).rejects(new Error("throttled"));
  await expect(handler(eventOf("codecommit-push"), context)).rejects.toThrow("throttled");
});

it("names a malformed event", async () => {
  await expect(handler(messageEvent("{"), context)).rejects.toThrow(MalformedInput);
});

it.each(["STATE_MACHINE_ARN", "PUBLISHING_BRANCH"])("names the missing %s", async (name) => {
  delete process.env[name];
  await expect(handler(eventOf("codecommit-push"), context)).rejects.toThrow(MissingConfiguration);
});
