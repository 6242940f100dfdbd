/** `lectern failures` against the local cloud: a function that fails until it is mended, and its dead-letter queue. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { strToU8, zipSync } from "fflate";
import { dropFailures, listFailures, replayFailures } from "../../cli/commands/failures.ts";
import { NotFound, WrongUse } from "../../cli/errors.ts";
import { startTestCloud, type TestCloud } from "../local/support/test-cloud.ts";
import { LECTERN } from "./support/lectern-stack.ts";
import { terminalTo } from "./support/terminal.ts";

let cloud: TestCloud;
let sqs: SQSClient;
let folder: string;
let place: { port: number; all?: boolean };
const said: string[] = [];
const say = terminalTo(said);
const heard = () => readFileSync(join(folder, "heard"), "utf8").split("\n").filter(Boolean);

const name = "lectern-local-hears";
const resources = () => ({
  Failures: { Type: "AWS::SQS::Queue", Properties: { QueueName: `${name}-failures` } },
  Other: { Type: "AWS::SQS::Queue", Properties: { QueueName: "lectern-local-other" } },
  Role: {
    Type: "AWS::IAM::Role",
    Properties: {
      AssumeRolePolicyDocument: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
      },
    },
  },
  Hears: {
    Type: "AWS::Lambda::Function",
    Properties: {
      FunctionName: name,
      Handler: "index.handler",
      Runtime: "nodejs24.x",
      Role: { "Fn::GetAtt": ["Role", "Arn"] },
      Code: { S3Bucket: "deployments", S3Key: "hears.zip" },
    },
  },
});

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "failures-"));
  const heardIn = JSON.stringify(join(folder, "heard"));
  const source = `import { appendFileSync } from "node:fs"; export const handler = async (event) => appendFileSync(${heardIn}, event.what + "\\n");`;
  writeFileSync(join(folder, "hears.zip"), zipSync({ "index.mjs": strToU8(source) }));
  cloud = await startTestCloud({ resources: resources(), assetsFolder: folder, ...LECTERN });
  sqs = new SQSClient(cloud.clientConfig);
  place = { port: Number(new URL(cloud.endpoint).port) };
});
afterAll(async () => {
  sqs.destroy();
  await cloud.stop();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  said.length = 0;
  writeFileSync(join(folder, "heard"), "");
});
afterEach(() => dropFailures(undefined, { ...place, all: true }, say));

const fail = (requestId: string, what: string) =>
  sqs.send(
    new SendMessageCommand({
      QueueUrl: cloud.created.Failures?.ref,
      MessageBody: JSON.stringify({ what }),
      MessageAttributes: {
        RequestID: { DataType: "String", StringValue: requestId },
        ErrorCode: { DataType: "Number", StringValue: "200" },
        ErrorMessage: { DataType: "String", StringValue: "no such machine\nat length" },
      },
    }),
  );
async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition(); tries++) {
    if (tries > 1_000) throw new Error("It did not come to pass");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

it("lists what waits, oldest first, and leaves it there", async () => {
  await listFailures(place, say);
  expect(said).toEqual(["No events wait: every one was handled."]);
  await fail("aaaa-1", "one");
  await fail("bbbb-2", "two");
  for (let time = 1; time <= 2; time++) {
    said.length = 0;
    await listFailures(place, say);
    expect(said.slice(0, 2)).toEqual([
      expect.stringMatching(/^aaaa-1 {2}\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}lectern-local-hears {2}no such machine$/),
      expect.stringMatching(/^bbbb-2 /),
    ]);
  }
}, 30_000);

it("replays all of it, or one by the beginning of its id, once", async () => {
  await fail("aaaa-1", "one");
  await fail("aabb-2", "two");
  await fail("cccc-3", "three");
  await expect(replayFailures("aa", place, say)).rejects.toEqual(new WrongUse("2 events begin with aa: name more of it."));
  await expect(replayFailures("x", place, say)).rejects.toEqual(new NotFound("No event x waits."));
  await replayFailures("aabb", place, say);
  await until(() => heard().includes("two"));
  await replayFailures(undefined, place, say);
  await until(() => heard().length === 3);
  await replayFailures(undefined, place, say);
  expect(heard().toSorted()).toEqual(["one", "three", "two"]);
  expect(said).toEqual([
    expect.stringMatching(/^Replayed aabb-2 /),
    expect.stringMatching(/^Replayed aaaa-1 /),
    expect.stringMatching(/^Replayed cccc-3 /),
    "No events wait: there is nothing to replay.",
  ]);
}, 30_000);

it("drops one, and all only when it is told so", async () => {
  await fail("aaaa-1", "one");
  await fail("bbbb-2", "two");
  await expect(dropFailures(undefined, place, say)).rejects.toBeInstanceOf(WrongUse);
  await dropFailures("aaaa-1", place, say);
  await dropFailures(undefined, { ...place, all: true }, say);
  said.length = 0;
  await listFailures(place, say);
  expect(said).toEqual(["No events wait: every one was handled."]);
  expect(heard()).toEqual([]);
}, 30_000);

it("says what to do when nothing answers", async () => {
  await expect(listFailures({ port: 1 }, say)).rejects.toThrow(/^Nothing answers at .* Start Lectern with npm start/);
});
