import { Agent } from "node:http";
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  PutObjectTaggingCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "./support/presign.ts";
import { bucket as Bucket, failure, startS3 } from "./support/s3-cloud.ts";

let started: Awaited<ReturnType<typeof startS3>>;
let s3: S3Client;
beforeAll(async () => {
  started = await startS3({ resources: { Other: { Type: "AWS::S3::Bucket", Properties: { BucketName: "other" } } } });
  s3 = started.s3;
  await s3.send(new PutObjectCommand({ Bucket, Key: "a", Body: "hello" }));
});
afterAll(() => started.stop());

const refused = { name: "NotImplemented", status: 501 };

it.each([
  ["PutObjectTagging", new PutObjectTaggingCommand({ Bucket, Key: "a", Tagging: { TagSet: [] } }), "tagging"],
  ["ListObjectVersions", new ListObjectVersionsCommand({ Bucket }), "versions"],
  ["PutBucketPolicy", new PutBucketPolicyCommand({ Bucket, Policy: "{}" }), "policy"],
  ["a version", new GetObjectCommand({ Bucket, Key: "a", VersionId: "1" }), "versionId"],
  ["CreateBucket", new CreateBucketCommand({ Bucket: "another" }), "CreateBucket"],
  ["DeleteBucket", new DeleteBucketCommand({ Bucket }), "DeleteBucket"],
])("%s is refused by name", async (_, command, named) => {
  const error = await s3.send(command as GetObjectCommand).catch((reason) => reason);
  expect(error).toMatchObject({ name: "NotImplemented", $metadata: { httpStatusCode: 501 } });
  expect(error.message).toContain(named);
});

it.each<[string, Partial<PutObjectCommandInput>, { name: string; status: number }]>([
  ["tags", { Tagging: "a=b" }, refused],
  ["a KMS key", { ServerSideEncryption: "aws:kms" }, refused],
  ["another storage class", { StorageClass: "GLACIER" }, refused],
  ["a website redirect", { WebsiteRedirectLocation: "/b" }, refused],
  ["a legal hold", { ObjectLockLegalHoldStatus: "ON" }, refused],
  ["an ACL", { ACL: "public-read" }, { name: "AccessControlListNotSupported", status: 400 }],
  ["a grant", { GrantRead: "id=1" }, { name: "AccessControlListNotSupported", status: 400 }],
  ["another owner", { ExpectedBucketOwner: "123456789012" }, { name: "AccessDenied", status: 403 }],
])("%s on PutObject", async (_, more, expected) => {
  expect(await failure(s3.send(new PutObjectCommand({ Bucket, Key: "a", Body: "x", ...more })))).toEqual(expected);
});

it("takes what says what happens anyway", async () => {
  const ExpectedBucketOwner = started.cloud.cloud.accountId;
  await s3.send(
    new PutObjectCommand({
      Bucket,
      Key: "b",
      Body: "x",
      ACL: "bucket-owner-full-control",
      ServerSideEncryption: "AES256",
      StorageClass: "STANDARD",
      ExpectedBucketOwner,
    }),
  );
});

it("knows its region", async () => {
  expect((await s3.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint ?? "").toBe("");
  expect((await s3.send(new HeadBucketCommand({ Bucket }))).BucketRegion).toBe("us-east-1");
});

it("serves presigned addresses", async () => {
  const address = await getSignedUrl(started.cloud, "PUT", `/${Bucket}/signed`);
  expect((await fetch(address, { method: "PUT", body: "sent by a browser" })).status).toBe(200);
  const read = await fetch(await getSignedUrl(started.cloud, "GET", `/${Bucket}/signed`));
  expect(await read.text()).toBe("sent by a browser");
});

it("takes no body of unknown length", async () => {
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode("x"));
      controller.close();
    },
  });
  const address = await getSignedUrl(started.cloud, "PUT", `/${Bucket}/endless`);
  const answer = await fetch(address, { method: "PUT", body, duplex: "half" } as RequestInit);
  expect(answer.status).toBe(411);
  expect(await answer.text()).toContain("<Code>MissingContentLength</Code>");
});

it("takes a bucket's name in front of localhost, where SDK clients put it by default", async () => {
  const { port } = new URL(started.cloud.endpoint);
  const httpAgent = new Agent({ lookup: (_name, _options, found) => found(null, [{ address: "127.0.0.1", family: 4 }]) });
  const client = new S3Client({
    ...started.cloud.clientConfig,
    endpoint: `http://localhost:${port}`,
    requestHandler: { httpAgent },
  });
  let host = "";
  client.middlewareStack.add(
    (next) => (args) => {
      ({ host = "" } = (args.request as { headers: Record<string, string> }).headers);
      return next(args);
    },
    { step: "finalizeRequest", priority: "low" },
  );
  await client.send(new PutObjectCommand({ Bucket, Key: "by host/ü", Body: "x" }));
  expect(host).toBe(`${Bucket}.localhost:${port}`);
  const { Contents } = await client.send(new ListObjectsV2Command({ Bucket, Prefix: "by host/" }));
  expect(Contents?.map(({ Key }) => Key)).toEqual(["by host/ü"]);
  client.destroy();
});

it("lists buckets in pages, by prefix and by region", async () => {
  const names = async (more: object) => (await s3.send(new ListBucketsCommand(more))).Buckets?.map(({ Name }) => Name) ?? [];
  const first = await s3.send(new ListBucketsCommand({ MaxBuckets: 1 }));
  expect(first).toMatchObject({ Buckets: [{ Name: "other" }], ContinuationToken: expect.any(String) });
  expect(await names({ MaxBuckets: 1, ContinuationToken: first.ContinuationToken })).toEqual([Bucket]);
  expect(await names({ Prefix: "th" })).toEqual([Bucket]);
  expect(await names({ BucketRegion: "eu-west-1" })).toEqual([]);
  expect(await failure(s3.send(new ListBucketsCommand({ MaxBuckets: 0 })))).toEqual({ name: "InvalidArgument", status: 400 });
});
