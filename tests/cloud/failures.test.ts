/** What becomes of an event that a function can't handle: nothing is lost without a trace. */
import { type Node, objectsIn, type Resource, readCloudFile, resolved, resources, serverless } from "./support.ts";

/** Event sources that invoke a function asynchronously, so that nobody waits for its answer. */
const ASYNCHRONOUS = ["sns", "s3", "schedule", "eventBridge", "cloudwatchEvent", "cloudwatchLog", "iot"];

/** Logical ids of the functions that buckets tell of their objects. */
const told = Object.values(resources).flatMap(({ Properties: { NotificationConfiguration } = {} }) =>
  [...objectsIn(NotificationConfiguration)].flatMap((node) => {
    const target = node.Function as { "Fn::GetAtt"?: string } | undefined;
    return target?.["Fn::GetAtt"]?.replace(/\.Arn$/, "") ?? [];
  }),
);
const logicalIdOf = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}LambdaFunction`;

const functions = Object.entries(serverless.functions).filter(
  ([name, { events = [] }]) =>
    told.includes(logicalIdOf(name)) || (events as Node[]).some((event) => ASYNCHRONOUS.some((source) => source in event)),
);
const extensions = readCloudFile("failures.yml").extensions as Readonly<Record<string, Resource>>;
const queueOf = (name: string): [string, Resource | undefined] => {
  const [extension] = objectsIn(extensions[logicalIdOf(name)]?.Properties);
  const target = (extension?.DeadLetterConfig as { TargetArn?: { "Fn::GetAtt"?: string } } | undefined)?.TargetArn;
  const id = target?.["Fn::GetAtt"]?.replace(/\.Arn$/, "") ?? "";
  return [id, resources[id]];
};

it("sees the functions", () => {
  expect(functions.map(([name]) => name)).toEqual(["startStepFunction", "startLiveBlogger"]);
});

it.each(functions)("%s has a dead-letter queue, kept for two weeks, encrypted, whose name names the function", (name) => {
  const [, queue] = queueOf(name);
  expect(queue).toMatchObject({
    Type: "AWS::SQS::Queue",
    Properties: { MessageRetentionPeriod: 1209600, SqsManagedSseEnabled: true },
  });
  // As the framework names functions, and as `lectern failures` reads the queue's name.
  expect(resolved(queue?.Properties?.QueueName)).toBe(`\${self:service}-\${sls:stage}-${name}-failures`);
});

it.each(functions)("%s may send to its own dead-letter queue, and to no other", (name, { iamRoleStatements = [] }) => {
  const [, queue] = queueOf(name);
  const sending = iamRoleStatements.filter(({ Action }) => [Action].flat().some((action) => action.startsWith("sqs:")));
  expect(sending).toHaveLength(1);
  expect(sending[0]?.Action).toBe("sqs:SendMessage");
  expect(resolved(sending[0]?.Resource)).toContain(`:${resolved(queue?.Properties?.QueueName)}"`);
});
