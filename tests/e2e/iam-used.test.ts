/**
 * Every permission of the stack is needed: pushes and photographs of each kind run through it while the local cloud notes which
 * action on which resource of which statement let a call in. What nothing used is dead, unless it is listed here with its reason.
 */
import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { Permission } from "local-cloud";
import { startStack, type Template, type TestStack } from "./support/stack.ts";
import { clientOf, drawDeck, executionOf, feedItems, publishTalk, tableOf, uploaded } from "./support/test-talk.ts";

const MINUTES = 60_000;
const OPERATOR = { accessKeyId: "local", secretAccessKey: "local" };
const ROOT = resolve(import.meta.dirname, "../..");

/** What no run here needs, by `kind owner's-name action`, and why it is no dead permission. */
const UNUSED_HERE: readonly (readonly [unused: RegExp, reason: string])[] = [
  [
    /^identity lectern-test-buildSite\S+ logs:GetLogEvents$/,
    "buildSite settles a failed build, as isItBuilt does, when a push comes between the build's end and the next look at it",
  ],
  [
    /^identity lectern-test-whichSlide\S+ (rekognition:DetectText|dynamodb:Query)$/,
    "for a talk that has Amazon Rekognition look, which no test calls: it reads the texts of the talk's slides",
  ],
  [
    /^identity lectern-test-(whichSlide|createDocument)\S+ s3:ListBucket$/,
    "S3 tells only who may list a bucket that a photograph has expired: without it that looks like an outage",
  ],
  [
    /^(identity|trust) lectern-test-image-build /,
    "images are built by a container engine, which is not everywhere: image.test.ts uses these, where there is one",
  ],
  [
    /^identity lectern-test-site-build ecr:/,
    "with siteImage own, CodeBuild pulls the image with the role, as image.test.ts has it do; builds run in no image here",
  ],
  [/^identity lectern-test-site-build s3:GetBucket(Acl|Location)$/, "CodeBuild itself asks whose the artifacts' bucket is"],
  [/^resource lectern-test-serverlessdeploymentbuck\S+ s3:\*$/, "the framework's Deny of what comes without TLS"],
];

let stack: TestStack | undefined;
afterEach(async () => {
  await stack?.stop();
  stack = undefined;
});

/** The website as it is, but for Gatsby: its scripts fetch the raw pages and publish what lies in `public`. */
function website(): Record<string, string> {
  const scripts = globSync("website/scripts/**/*.{ts,json}", { cwd: ROOT });
  return {
    ...Object.fromEntries(scripts.map((path) => [path, readFileSync(join(ROOT, path), "utf8")])),
    "buildspecs/website.yml": `version: 0.2
env:
  shell: bash
  variables: { RELEASES_KEPT: "1", ASSET_GRACE_DAYS: "0" }
phases:
  pre_build:
    commands:
      - ln -s ${join(ROOT, "node_modules")} node_modules
      - node website/scripts/raw-pages.ts
      - sleep "$(cat pause)"
  build:
    commands:
      - node website/scripts/publish.ts
artifacts:
  files: [website/public/**/*]
cache:
  paths: [website/public/**/*]
`,
    "website/public/index.html": "<h1>Home</h1>",
    "website/public/404.html": "<h1>No such page</h1>",
  };
}

/** Pushes of the small website: published, changed, faster than they can be built, and one that fails. */
async function publishSeveralTimes(stack: TestStack): Promise<void> {
  const { cloud, executions } = stack;
  const s3 = new S3Client({ region: "us-east-1", endpoint: cloud.endpoint, credentials: OPERATOR });
  for (const [Key, Body] of [
    ["talk/page.md", "# A talk"],
    ["talk/slide.jpg", "one"],
    ["talk/slide.png", "two"],
  ] as const)
    await s3.send(new PutObjectCommand({ Bucket: cloud.outputs.PostsBucketName, Key, Body }));
  s3.destroy();

  const first = await stack.push({ ...website(), "website/public/app-0123456789abcdef0123.js": "1" });
  expect(await executions.endOf(first, 2 * MINUTES)).toMatchObject({ status: "SUCCEEDED" });
  expect(await (await fetch(`${stack.siteUrl}/`)).text()).toBe("<h1>Home</h1>");
  expect((await fetch(`${stack.siteUrl}/media/talk/slide.jpg`)).status).toBe(200);
  expect((await fetch(`${stack.siteUrl}/media/talk/slide.png`)).status).toBe(200);
  expect((await fetch(`${stack.siteUrl}/.releases/v1.json`)).status).toBe(404);

  const page = (text: string, pause: string) => ({ "website/public/index.html": text, pause });
  const together = [await stack.push(page("2", "5")), await stack.push(page("3", "0")), await stack.push(page("4", "0"))];
  for (const commit of together) expect(await executions.endOf(commit, 3 * MINUTES)).toMatchObject({ status: "SUCCEEDED" });
  expect(await (await fetch(`${stack.siteUrl}/`)).text()).toBe("4");

  const broken = await stack.push({ "website/scripts/publish.ts": "process.exit(7);" });
  expect(await executions.endOf(broken, 2 * MINUTES)).toMatchObject({ status: "FAILED", error: "BuildFailed" });
}

/** Photographs of a talk: a slide that is news, another one, and once more that, whose entry seems to be overdue. */
async function photographSlides(stack: TestStack): Promise<void> {
  const deck = await drawDeck("bullets", 3);
  const camera = await publishTalk(stack, "a-talk", deck);
  async function shows(page: number, seed: string): Promise<void> {
    const execution = executionOf(await uploaded(camera, await deck.photograph(page, seed)));
    const { executionArn } = await stack.event("execution-ended", (event) => event.executionArn.endsWith(`:${execution}`));
    expect(stack.executions.statesOf(executionArn).at(-1)?.state).toBe("CompleteSF");
  }
  const photograph = await deck.photograph(1, "first");
  await shows(1, "first");
  expect(await uploaded(camera, photograph, { "photo-again": "true" })).toMatch(/^a-talk\//);
  const view = await fetch(`${camera.apiUrl}/talks/a-talk/cameras/camera`, {
    headers: { authorization: `Bearer ${camera.token}` },
  });
  expect(await view.json()).toMatchObject({ slide: 1, outcome: "assured" });
  await shows(2, "second");
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(clientOf(stack)));
  const current = { TableName: tableOf("current"), Key: { talk: "a-talk" } };
  const { Item } = await documents.send(new GetCommand(current));
  const item = JSON.parse(JSON.stringify(Item).replace(/(\\?"changedAt\\?":)\d+/g, "$10"));
  expect(item).not.toEqual(Item);
  await documents.send(new PutCommand({ TableName: current.TableName, Item: item }));
  documents.destroy();
  await shows(2, "third");
  expect(await feedItems(stack.siteUrl, "a-talk")).toHaveLength(2);
}

/** A permission that nothing can use, so that a run in which the check is blind fails. */
function plantDeadPermission({ Resources }: Template): void {
  const [, role] = Object.entries(Resources).find(([id]) => id.startsWith("NotifyIamRole")) ?? [];
  role.Properties.Policies[0].PolicyDocument.Statement.push({
    Effect: "Allow",
    Action: ["sns:Publish", "sns:Subscribe"],
    Resource: { Ref: "CommitsTopic" },
  });
}

/** The functions whose events wait in a dead-letter queue when they can't be handled. */
const QUEUED = ["startStepFunction", "startLiveBlogger"];

/** An event that its function fails on goes to the function's dead-letter queue. */
async function sendWhatCannotBeHandled({ cloud }: TestStack): Promise<void> {
  const lambda = new LambdaClient({ region: "us-east-1", endpoint: cloud.endpoint, credentials: OPERATOR });
  for (const name of QUEUED)
    await lambda.send(
      new InvokeCommand({
        FunctionName: `lectern-test-${name}`,
        InvocationType: "Event",
        Payload: JSON.stringify({ Records: "none" }),
      }),
    );
  lambda.destroy();
  const kept = () => cloud.permissions().filter(({ action, use }) => action === "sqs:SendMessage" && use).length;
  for (const deadline = Date.now() + MINUTES; kept() < QUEUED.length && Date.now() < deadline; ) await delay(100);
}

/** With `siteImage: own`: a push asks for an image, its build is started, and ends since no image can be built here. */
async function askForAnImage(): Promise<Permission[]> {
  stack = await startStack(
    ({ Resources }) => {
      Resources.WhatChangedLambdaFunction.Properties.Environment.Variables.SITE_IMAGE = "own";
      for (const name of ["StartStepFunction", "StartLiveBlogger"])
        Resources[`NoSecondAttempt${name}`] = {
          Type: "AWS::Lambda::EventInvokeConfig",
          Properties: { FunctionName: { Ref: `${name}LambdaFunction` }, Qualifier: "$LATEST", MaximumRetryAttempts: 0 },
        };
      plantDeadPermission({ Resources });
    },
    { recordPermissions: true },
  );
  const files = { "website/Dockerfile": "FROM scratch", "website/package.json": "{}", "website/package-lock.json": "{}" };
  const commit = await stack.push({
    ...files,
    "buildspecs/docker-image.yml": "version: 0.2\nphases: { build: { commands: [false] } }",
  });
  expect(await stack.executions.endOf(commit, 2 * MINUTES)).toMatchObject({ status: "FAILED", error: "BuildFailed" });
  await sendWhatCannotBeHandled(stack);
  const permissions = stack.cloud.permissions();
  await stack.stop();
  return permissions;
}

/** With `siteImage: standard`. */
async function publish(): Promise<Permission[]> {
  stack = await startStack(plantDeadPermission, { recordPermissions: true });
  await publishSeveralTimes(stack);
  await photographSlides(stack);
  const permissions = stack.cloud.permissions();
  await stack.stop();
  return permissions;
}

/** `kind owner's-name action`, and the resource where one is asked for. */
const nameOf = ({ kind, owner, action }: Permission) => `${kind} ${owner.replace(/^.*[:/]/, "")} ${action}`;
const keyOf = (permission: Permission) => `${nameOf(permission)} ${permission.effect} ${permission.resource}`;

test(
  "every action on every resource of every statement is used by a push or a photograph, or listed with the reason why not",
  async () => {
    const permissions = [...(await publish()), ...(await askForAnImage())];
    const used = new Set(permissions.filter(({ use }) => use).map(keyOf));
    const unused = permissions.filter((permission) => !used.has(keyOf(permission)));
    const dead = unused.filter((permission) => !UNUSED_HERE.some(([listed]) => listed.test(nameOf(permission))));
    expect([...new Set(dead.map(keyOf))]).toEqual([
      expect.stringMatching(
        /^identity lectern-test-notify\S+ sns:Publish Allow arn:aws:sns:us-east-1:000000000000:lectern-test-commits$/,
      ),
      expect.stringMatching(
        /^identity lectern-test-notify\S+ sns:Subscribe Allow arn:aws:sns:us-east-1:000000000000:lectern-test-commits$/,
      ),
    ]);
    for (const [listed] of UNUSED_HERE) expect(unused.map(nameOf)).toContainEqual(expect.stringMatching(listed));
  },
  8 * MINUTES,
);
