/** What people get wrong: each is told in one clear message, and neither the site nor the service suffers. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { StateFolderInUse, startCloud } from "local-cloud";
import { git } from "../../cli/git.ts";
import { lateClock } from "./support/late-clock.ts";
import { packagedStack, startStack, type TestStack } from "./support/stack.ts";

const MINUTES = 60_000;

const clock = lateClock();
let stack: TestStack;
let folder: string;
let page = "<h1>As it was</h1>";
let pushes = 0;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "lectern-bad-input-"));
  stack = await startStack(undefined, { clock });
  await publish(page);
}, 5 * MINUTES);
afterEach(async () => {
  expect(await served()).toBe(page);
  page = `<h1>Good push ${++pushes}</h1>`;
  await publish(page);
  expect(await served()).toBe(page);
}, 2 * MINUTES);
afterAll(async () => {
  await stack.stop();
  rmSync(folder, { recursive: true, force: true });
});

const served = async (): Promise<string> => (await fetch(`${stack.siteUrl}/`)).text();

async function publish(html: string): Promise<void> {
  const commit = await stack.push({ "site/index.html": html });
  expect(await stack.executions.endOf(commit, 2 * MINUTES)).toMatchObject({ status: "SUCCEEDED" });
}

/** A clone with a commit of its own on top of `base` commits back from the branch's tip. */
async function cloneWithCommit(name: string, base = 0): Promise<string> {
  const clone = join(folder, name);
  await git(folder, "clone", "--quiet", stack.cloud.outputs.CloneUrl ?? "", clone);
  await git(clone, "reset", "--quiet", "--hard", `HEAD~${base}`);
  writeFileSync(join(clone, "mine"), name);
  await git(clone, "add", "mine");
  await git(clone, "-c", "user.name=T", "-c", "user.email=t@lectern.invalid", "commit", "--quiet", "-m", name);
  return clone;
}

test("a push to a repository that is not there is told which there are", async () => {
  const url = (stack.cloud.outputs.CloneUrl ?? "").replace(/[^/]+$/, "lectrn");
  const clone = await cloneWithCommit("unknown");
  await expect(git(clone, "push", "--quiet", url, "HEAD:refs/heads/main")).rejects.toThrow(/lectrn.*lectern-test/s);
});

test("a push that is not a fast-forward is rejected by git, and starts nothing", async () => {
  const clone = await cloneWithCommit("behind", 1);
  const before = stack.events.filter(({ type }) => type === "push").length;
  await expect(git(clone, "push", "--quiet", "origin", "HEAD:refs/heads/main")).rejects.toThrow(/non-fast-forward|fetch first/);
  expect(stack.events.filter(({ type }) => type === "push")).toHaveLength(before);
});

test("a template with what is not supported stops the boot and names each thing", async () => {
  const { folder: assetsFolder, template } = await packagedStack();
  const Resources = {
    ...template.Resources,
    Stream: { Type: "AWS::Kinesis::Stream" },
    Table: { Type: "AWS::DynamoDB::Table", Properties: { TimeToLiveSpecification: { Enabled: true, AttributeName: "ttl" } } },
  };
  const boot = startCloud({
    template: { Resources },
    assetsFolder,
    stateFolder: join(folder, "other"),
    stackName: "x",
    gatewayPort: 0,
  });
  await expect(boot).rejects.toThrow(/Stream \(AWS::Kinesis::Stream\)[\s\S]*Table[\s\S]*TimeToLiveSpecification/);
});

test("a state folder in use is not shared", async () => {
  const { folder: assetsFolder } = await packagedStack();
  const second = startCloud({
    template: { Resources: {} },
    assetsFolder,
    stateFolder: stack.stateFolder,
    stackName: "x",
    gatewayPort: 0,
  });
  await expect(second).rejects.toThrow(StateFolderInUse);
});

/** As much of a CodeCommit event as is needed to go wrong. */
const RECORD = { codecommit: { references: [{ commit: "1".repeat(40), ref: "refs/heads/main" }] }, eventId: "1" };
const MALFORMED: readonly (readonly [message: string, wrong: RegExp])[] = [
  ['{"Records": [', /its Message is no JSON object/],
  ['["an", "array"]', /its Message is no JSON object/],
  ['{"Event": "s3:TestEvent"}', /The CodeCommit message has no list of Records/],
  ['{"Records": [{"s3": {}}]}', /it has no codecommit field/],
  [JSON.stringify({ Records: [RECORD] }), /The CodeCommit event's eventSourceARN|has no eventSourceARN/],
  [
    JSON.stringify({
      Records: [{ ...RECORD, eventSourceARN: "a:b", codecommit: { references: [{ ref: "r", commit: "HEAD" }] } }],
    }),
    /commit is no commit id: HEAD/,
  ],
];

test(
  "what is no push on the topic of commits starts nothing, and each is given up with what is wrong with it",
  async () => {
    const before = stack.events.length;
    const credentials = { accessKeyId: "local", secretAccessKey: "local" };
    const sns = new SNSClient({ region: "us-east-1", endpoint: stack.cloud.endpoint, credentials });
    const TopicArn = stack.cloud.created.CommitsTopic?.ref ?? "";
    for (const [Message] of MALFORMED) await sns.send(new PublishCommand({ TopicArn, Message }));
    sns.destroy();
    const givenUp = () => stack.events.slice(before).filter((event) => event.type === "delivery-failed");
    // Lambda tries an asynchronous event twice again, a minute and two minutes later.
    for (let minutes = 0; givenUp().length < MALFORMED.length && minutes < 60; minutes++) {
      clock.forward(MINUTES);
      await delay(250);
    }
    for (const [message, wrong] of MALFORMED) {
      const told = givenUp().find((event) => wrong.test(event.message));
      expect([message, told]).toEqual([message, expect.objectContaining({ error: "MalformedInput" })]);
    }
    expect(stack.events.slice(before).some(({ type }) => type === "execution-started")).toBe(false);
  },
  2 * MINUTES,
);
