/** Which changes of objects a bucket tells of, over the wire, to a real function. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { strToU8, zipSync } from "fflate";
import { startTestCloud, type TestCloud } from "../support/test-cloud.ts";
import { createClient } from "./support/s3-cloud.ts";

const Bucket = "things";
const source = `export const handler = async ({ Records: [record] }) => {
  process.stdout.write("told " + JSON.stringify(record) + "\\n");
};`;
const permission = (properties: object) => ({
  Type: "AWS::Lambda::Permission",
  Properties: {
    FunctionName: { Ref: "Look" },
    Action: "lambda:InvokeFunction",
    Principal: "s3.amazonaws.com",
    SourceAccount: { Ref: "AWS::AccountId" },
    ...properties,
  },
});
const resources = {
  Role: {
    Type: "AWS::IAM::Role",
    Properties: {
      AssumeRolePolicyDocument: {
        Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
      },
    },
  },
  Look: {
    Type: "AWS::Lambda::Function",
    Properties: {
      Handler: "look.handler",
      Runtime: "nodejs24.x",
      Role: { "Fn::GetAtt": ["Role", "Arn"] },
      Code: { S3Bucket: "assets", S3Key: "look.zip" },
    },
  },
  Permission: permission({}),
  Things: {
    Type: "AWS::S3::Bucket",
    DependsOn: "Permission",
    Properties: {
      BucketName: Bucket,
      NotificationConfiguration: {
        LambdaConfigurations: ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"].map((Event) => ({
          Event,
          Function: { "Fn::GetAtt": ["Look", "Arn"] },
        })),
      },
    },
  },
};

let folder: string;
let test: TestCloud;
let s3: S3Client;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "told-"));
  writeFileSync(join(folder, "look.zip"), zipSync({ "look.mjs": strToU8(source) }));
  test = await startTestCloud({ resources, assetsFolder: folder });
  s3 = createClient(test.clientConfig);
});
afterAll(async () => {
  s3.destroy();
  await test.stop();
  rmSync(folder, { recursive: true });
});

interface Told {
  readonly eventName: string;
  readonly s3: {
    readonly object: { readonly key: string; readonly size?: number; readonly eTag?: string; readonly sequencer: string };
  };
}
const all = (): Told[] =>
  test.events.flatMap((event) =>
    event.type === "function-log" && event.line.includes("told {") ? [JSON.parse(event.line.slice(event.line.indexOf("{")))] : [],
  );
/** What has been told of these keys, in the order of the changes, once there are `count`. */
async function told(keys: readonly string[], count: number): Promise<string[]> {
  const ofKeys = () => all().filter(({ s3: { object } }) => keys.includes(object.key));
  for (const deadline = Date.now() + 10_000; ofKeys().length < count && Date.now() < deadline; ) await delay(20);
  return ofKeys()
    .toSorted((one, other) => (one.s3.object.sequencer < other.s3.object.sequencer ? -1 : 1))
    .map(({ eventName, s3: { object } }) => `${eventName} ${object.key} ${object.size ?? "-"} ${object.eTag ?? "-"}`);
}
const md5OfHello = "5d41402abc4b2a76b9719d911017c592";

it("tells of a put, a copy and a completed upload, each by its name", async () => {
  await s3.send(new PutObjectCommand({ Bucket, Key: "put", Body: "hello" }));
  await s3.send(new CopyObjectCommand({ Bucket, Key: "copy", CopySource: `${Bucket}/put` }));
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: "parts" }));
  const { ETag } = await s3.send(new UploadPartCommand({ Bucket, Key: "parts", UploadId, PartNumber: 1, Body: "hello" }));
  const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
  const done = await s3.send(new CompleteMultipartUploadCommand({ Bucket, Key: "parts", UploadId, MultipartUpload }));
  expect(await told(["put", "copy", "parts"], 3)).toEqual([
    `ObjectCreated:Put put 5 ${md5OfHello}`,
    `ObjectCreated:Copy copy 5 ${md5OfHello}`,
    `ObjectCreated:CompleteMultipartUpload parts 5 ${done.ETag?.replaceAll('"', "")}`,
  ]);
});

it("tells of what was removed, one by one or together, and not of what was not there", async () => {
  for (const Key of ["a", "b", "c"]) await s3.send(new PutObjectCommand({ Bucket, Key, Body: "hello" }));
  await s3.send(new DeleteObjectCommand({ Bucket, Key: "a" }));
  await s3.send(new DeleteObjectCommand({ Bucket, Key: "a" }));
  await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: "b" }, { Key: "c" }, { Key: "d" }] } }));
  await s3.send(new PutObjectCommand({ Bucket, Key: "last", Body: "hello" }));
  await told(["last"], 1);
  expect((await told(["a", "b", "c", "d"], 6)).slice(3)).toEqual([
    "ObjectRemoved:Delete a - -",
    "ObjectRemoved:Delete b - -",
    "ObjectRemoved:Delete c - -",
  ]);
});

it("tells nothing of a put that was refused", async () => {
  await s3.send(new PutObjectCommand({ Bucket, Key: "once", Body: "hello" }));
  await expect(s3.send(new PutObjectCommand({ Bucket, Key: "once", Body: "no", IfNoneMatch: "*" }))).rejects.toThrow();
  await s3.send(new PutObjectCommand({ Bucket, Key: "after", Body: "hello" }));
  await told(["after"], 1);
  expect(await told(["once"], 1)).toEqual([`ObjectCreated:Put once 5 ${md5OfHello}`]);
});

it("orders the changes of one key, however many come at once", async () => {
  await Promise.all(
    Array.from({ length: 10 }, (_, at) => s3.send(new PutObjectCommand({ Bucket, Key: "race", Body: "x".repeat(at) }))),
  );
  const changes = await told(["race"], 10);
  const now = (await s3.send(new PutObjectCommand({ Bucket, Key: "race", Body: "x".repeat(50) }))).ETag;
  expect(changes).toHaveLength(10);
  expect((await told(["race"], 11)).at(-1)).toBe(`ObjectCreated:Put race 50 ${now?.replaceAll('"', "")}`);
});

it.each([
  ["for another account", permission({ SourceAccount: "123456789012" })],
  ["for another bucket", permission({ SourceArn: "arn:aws:s3:::others" })],
  ["for another service", permission({ Principal: "sns.amazonaws.com" })],
])("makes no bucket whose function lets S3 in %s only", async (_what, Permission) => {
  await expect(startTestCloud({ resources: { ...resources, Permission }, assetsFolder: folder })).rejects.toThrow(
    "Unable to validate the following destination configurations",
  );
});
