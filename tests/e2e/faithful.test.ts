/**
 * The local run is the deployment's: take one piece out of the packaged template, and the run fails as AWS would.
 */
import { setTimeout as delay } from "node:timers/promises";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { startStack, type Template, type TestStack } from "./support/stack.ts";

const PAGE = { "site/hello/index.html": "<h1>Hello, readers</h1>" };
const MINUTES = 60_000;

let stack: TestStack | undefined;
afterEach(async () => {
  await stack?.stop();
  stack = undefined;
});

/** The one resource of a type whose logical id matches. */
function only(template: Template, type: string, id = /./): [string, Template["Resources"][string]] {
  const found = Object.entries(template.Resources).filter(
    ([logicalId, resource]) => resource.Type === type && id.test(logicalId),
  );
  expect(found).toHaveLength(1);
  return found[0] as [string, Template["Resources"][string]];
}

/** Puts a picture among the raw pages, as the operator. */
async function putPicture({ cloud }: TestStack): Promise<void> {
  const client = new S3Client({
    region: "us-east-1",
    endpoint: cloud.endpoint,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  const picture = { Bucket: cloud.outputs.PostsBucketName, Key: "talk/slide.jpg", Body: "a picture", ContentType: "image/jpeg" };
  await client.send(new PutObjectCommand(picture));
  client.destroy();
}

test(
  "whole, a push is published, the owner is texted, and a restart keeps it all",
  async () => {
    stack = await startStack();
    const commit = await stack.push(PAGE);
    expect(await stack.executions.endOf(commit, 2 * MINUTES)).toMatchObject({ status: "SUCCEEDED" });
    const page = await fetch(`${stack.siteUrl}/hello/`);
    expect([page.status, await page.text()]).toEqual([200, "<h1>Hello, readers</h1>"]);
    expect(page.headers.get("content-security-policy")).toContain("default-src 'self'");
    const { message, phoneNumber } = await stack.event("sms");
    expect(phoneNumber).toBe("+15555550100");
    expect(message).toContain(`published ${commit.slice(0, 7)}`);

    const missing = await fetch(`${stack.siteUrl}/no/such/page/`);
    expect([missing.status, await missing.text()]).toEqual([404, "<h1>No such page</h1>"]);
    await putPicture(stack);
    expect((await fetch(`${stack.siteUrl}/media/talk/slide.jpg`)).status).toBe(200);

    await stack.restart();
    expect(await (await fetch(`${stack.siteUrl}/hello/`)).text()).toBe("<h1>Hello, readers</h1>");
  },
  5 * MINUTES,
);

test(
  "without the repository's trigger, a push starts nothing",
  async () => {
    stack = await startStack((template) => {
      delete only(template, "AWS::CodeCommit::Repository")[1].Properties.Triggers;
    });
    await stack.push(PAGE);
    await stack.event("push");
    await delay(3_000);
    expect(stack.events.filter(({ type }) => type === "execution-started" || type === "delivery-failed")).toEqual([]);
  },
  MINUTES,
);

test(
  "without the topic's policy, CodeCommit may not publish",
  async () => {
    stack = await startStack((template) => {
      const [id] = only(template, "AWS::SNS::TopicPolicy");
      delete template.Resources[id];
      delete only(template, "AWS::CodeCommit::Repository")[1].DependsOn;
    });
    await stack.push(PAGE);
    const failed = await stack.event("delivery-failed");
    expect(failed).toMatchObject({ from: expect.stringContaining("codecommit"), to: expect.stringContaining("-commits") });
    expect(failed.error).toMatch(/^AuthorizationError/);
    expect(stack.events.some(({ type }) => type === "execution-started")).toBe(false);
  },
  MINUTES,
);

test(
  "without the function's permission, SNS may not invoke it",
  async () => {
    stack = await startStack((template) => {
      const [id] = only(template, "AWS::Lambda::Permission", /^StartStepFunction/);
      delete template.Resources[id];
    });
    await stack.push(PAGE);
    const failed = await stack.event("delivery-failed");
    expect(failed).toMatchObject({ from: expect.stringContaining("-commits"), to: expect.stringContaining("startStepFunction") });
    expect(failed.error).toMatch(/^AccessDenied/);
    expect(stack.events.some(({ type }) => type === "execution-started")).toBe(false);
  },
  MINUTES,
);

test(
  "without a statement of its role, a function is denied, the push fails and the owner is told",
  async () => {
    stack = await startStack((template) => {
      const [, role] = only(template, "AWS::IAM::Role", /^WhatChanged/);
      const statements = role.Properties.Policies[0].PolicyDocument.Statement;
      role.Properties.Policies[0].PolicyDocument.Statement = statements.filter(
        ({ Action }: { Action: string[] }) => !Action.includes("codecommit:GetDifferences"),
      );
    });
    const commit = await stack.push(PAGE);
    const ended = await stack.executions.endOf(commit, 2 * MINUTES);
    expect(ended).toMatchObject({ status: "FAILED", error: "AccessDeniedException" });
    expect(ended.cause).toContain("codecommit:GetCommit");
    expect((await stack.event("sms")).message).toContain("NOT published. AccessDeniedException");
    expect((await fetch(`${stack.siteUrl}/hello/`)).status).not.toBe(200);
  },
  3 * MINUTES,
);

test(
  "without the behaviour for /media/*, its pictures are not served",
  async () => {
    stack = await startStack((template) => {
      delete only(template, "AWS::CloudFront::Distribution")[1].Properties.DistributionConfig.CacheBehaviors;
    });
    await putPicture(stack);
    expect((await fetch(`${stack.siteUrl}/media/talk/slide.jpg`)).status).not.toBe(200);
  },
  MINUTES,
);

test(
  "a push to another branch publishes nothing",
  async () => {
    stack = await startStack();
    await stack.push(PAGE, "draft");
    await stack.event("function-log", ({ line }) => line.includes("not the publishing branch"));
    expect(stack.events.some(({ type }) => type === "execution-started")).toBe(false);
  },
  MINUTES,
);
