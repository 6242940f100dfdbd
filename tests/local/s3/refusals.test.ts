import {
  CreateBucketCommand,
  DeleteBucketCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadBucketCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
  UploadPartCopyCommand,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "./support/presign.ts";
import { bucket as Bucket, failure, startS3 } from "./support/s3-cloud.ts";

let started: Awaited<ReturnType<typeof startS3>>;
let s3: S3Client;
beforeAll(async () => {
  started = await startS3();
  s3 = started.s3;
  await s3.send(new PutObjectCommand({ Bucket, Key: "a", Body: "hello" }));
});
afterAll(() => started.stop());

const refused = { name: "NotImplemented", status: 501 };

it.each([
  ["GetObjectTagging", new GetObjectTaggingCommand({ Bucket, Key: "a" }), "tagging"],
  ["ListObjectVersions", new ListObjectVersionsCommand({ Bucket }), "versions"],
  ["ListMultipartUploads", new ListMultipartUploadsCommand({ Bucket }), "uploads"],
  ["PutBucketPolicy", new PutBucketPolicyCommand({ Bucket, Policy: "{}" }), "policy"],
  ["a version", new GetObjectCommand({ Bucket, Key: "a", VersionId: "1" }), "versionId"],
  ["a part of an object", new GetObjectCommand({ Bucket, Key: "a", PartNumber: 1 }), "partNumber"],
  ["CreateBucket", new CreateBucketCommand({ Bucket: "another" }), "CreateBucket"],
  ["DeleteBucket", new DeleteBucketCommand({ Bucket }), "DeleteBucket"],
  [
    "UploadPartCopy",
    new UploadPartCopyCommand({ Bucket, Key: "a", UploadId: "1", PartNumber: 1, CopySource: "a/b" }),
    "UploadPartCopy",
  ],
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
