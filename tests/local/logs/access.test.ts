import { CloudWatchLogsClient, GetLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import type { Principal } from "../../../local/contracts.ts";
import type { TestCloud } from "../support/test-cloud.ts";
import { logGroupName, startLogs } from "./support.ts";

const arn = (name: string) => `arn:aws:logs:us-east-1:000000000000:log-group:${name}`;
const role = (Action: string[], Resource: string) => ({
  Type: "AWS::IAM::Role",
  Properties: {
    AssumeRolePolicyDocument: {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
    },
    Policies: [
      { PolicyName: "given", PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource }] } },
    ],
  },
});

let cloud: TestCloud;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ cloud, stop } = await startLogs({
    resources: {
      Function: role(["logs:CreateLogStream", "logs:CreateLogGroup", "logs:PutLogEvents"], `${arn("/aws/lambda/")}*:*`),
      OneFunction: role(["logs:CreateLogStream", "logs:PutLogEvents"], `${arn(logGroupName)}:*:*`),
      Putter: role(["logs:PutLogEvents"], `${arn(logGroupName)}:*:*`),
      Mute: role(["sqs:SendMessage"], "*"),
    },
  }));
});
afterAll(() => stop());

const roleArn = (id: string) => cloud.created[id]?.attributes.Arn ?? "";
const write = (id: string, group: string, stream: string) => {
  const principal: Principal = { kind: "role", roleArn: roleArn(id), sessionName: "session" };
  return () => cloud.cloud.logs.write({ group, stream, lines: ["hello"], principal });
};

it("lets a function write with what the usual policies give it", () => {
  write("OneFunction", logGroupName, "one")();
  write("Function", logGroupName, "two")();
  write("Function", "/aws/lambda/another", "one")();
});

it.each([
  ["Mute", logGroupName, "s", "logs:CreateLogStream"],
  ["Putter", logGroupName, "new", "logs:CreateLogStream"],
  ["OneFunction", "/aws/lambda/none", "s", "logs:CreateLogGroup"],
  ["Mute", logGroupName, "one", "logs:PutLogEvents"],
])("%s may not write to %s, %s: %s", (id, group, stream, action) => {
  expect(write(id, group, stream)).toThrow(expect.objectContaining({ message: expect.stringContaining(action) }));
});

it("leaves no stream behind for who may not write to it", () => {
  expect(write("Mute", logGroupName, "left")).toThrow();
  expect(write("Putter", logGroupName, "left")).toThrow(/CreateLogStream/);
});

it("asks over the wire too", async () => {
  const logs = new CloudWatchLogsClient(cloud.as(roleArn("OneFunction")));
  await expect(logs.send(new GetLogEventsCommand({ logGroupName, logStreamName: "one" }))).rejects.toMatchObject({
    name: "AccessDeniedException",
    message: expect.stringContaining(`${arn(logGroupName)}:log-stream:one`),
  });
  logs.destroy();
});
