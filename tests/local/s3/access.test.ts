import {
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { bucket as Bucket, createClient, failure, role, startS3 } from "./support/s3-cloud.ts";

const arn = `arn:aws:s3:::${Bucket}`;
const resources = {
  Reader: role({ Effect: "Allow", Action: "s3:GetObject", Resource: `${arn}/open/*` }),
  Lister: role({ Effect: "Allow", Action: ["s3:GetObject", "s3:ListBucket"], Resource: [arn, `${arn}/*`] }),
  Deleter: role({ Effect: "Allow", Action: "s3:DeleteObject", Resource: `${arn}/open/*` }),
  Stranger: role({ Effect: "Allow", Action: "sqs:*", Resource: "*" }),
  Guest: role({ Effect: "Allow", Action: "sqs:*", Resource: "*" }),
  Policy: {
    Type: "AWS::S3::BucketPolicy",
    Properties: {
      Bucket: { Ref: "Things" },
      PolicyDocument: {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { AWS: { "Fn::GetAtt": ["Guest", "Arn"] } },
            Action: "s3:GetObject",
            Resource: { "Fn::Join": ["/", [{ "Fn::GetAtt": ["Things", "Arn"] }, "open", "*"]] },
          },
        ],
      },
    },
  },
};

let root: S3Client;
let clients: Record<keyof typeof resources, S3Client>;
let stop: () => Promise<void>;
beforeAll(async () => {
  const started = await startS3({ resources });
  root = started.s3;
  const as = (id: string) => createClient(started.cloud.as(started.cloud.created[id]?.attributes.Arn ?? ""));
  clients = {
    Reader: as("Reader"),
    Lister: as("Lister"),
    Deleter: as("Deleter"),
    Stranger: as("Stranger"),
    Guest: as("Guest"),
    Policy: root,
  };
  stop = async () => {
    for (const client of Object.values(clients)) client.destroy();
    await started.stop();
  };
  for (const Key of ["open/a", "open/b", "closed/a"]) await root.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
});
afterAll(() => stop());

const denied = { name: "AccessDenied", status: 403 };
const get = (client: S3Client, Key: string) => client.send(new GetObjectCommand({ Bucket, Key }));

it("lets a role read what its policy names, and nothing else", async () => {
  expect(await (await get(clients.Reader, "open/a")).Body?.transformToString()).toBe("open/a");
  expect(await failure(get(clients.Reader, "closed/a"))).toEqual(denied);
});

it("lets a role read what the bucket's policy names", async () => {
  expect(await (await get(clients.Guest, "open/a")).Body?.transformToString()).toBe("open/a");
  expect(await failure(get(clients.Guest, "closed/a"))).toEqual(denied);
});

it("tells only those who may list that a key is missing", async () => {
  expect(await failure(get(clients.Lister, "open/none"))).toEqual({ name: "NoSuchKey", status: 404 });
  expect(await failure(get(clients.Reader, "open/none"))).toEqual(denied);
  const head = (client: S3Client) => failure(client.send(new HeadObjectCommand({ Bucket, Key: "open/none" })));
  expect((await head(clients.Lister)).status).toBe(404);
  expect((await head(clients.Reader)).status).toBe(403);
});

it("refuses every operation to a role that was given none", async () => {
  const Key = "open/a";
  const calls = [
    new GetObjectCommand({ Bucket, Key }),
    new PutObjectCommand({ Bucket, Key, Body: "x" }),
    new DeleteObjectCommand({ Bucket, Key }),
    new CopyObjectCommand({ Bucket, Key, CopySource: `${Bucket}/open/b` }),
    new CreateMultipartUploadCommand({ Bucket, Key }),
    new ListObjectsV2Command({ Bucket }),
    new GetBucketLocationCommand({ Bucket }),
    new ListBucketsCommand({}),
  ];
  for (const call of calls) expect(await failure(clients.Stranger.send(call as GetObjectCommand))).toEqual(denied);
  expect((await failure(clients.Stranger.send(new HeadBucketCommand({ Bucket })))).status).toBe(403);
  expect(await (await get(root, Key)).Body?.transformToString()).toBe(Key);
});

it("asks for both ends of a copy", async () => {
  const copy = new CopyObjectCommand({ Bucket, Key: "open/copy", CopySource: `${Bucket}/open/a` });
  expect(await failure(clients.Reader.send(copy))).toEqual(denied);
});

it("allows and refuses each key of DeleteObjects by itself", async () => {
  await root.send(new PutObjectCommand({ Bucket, Key: "open/doomed", Body: "x" }));
  const Objects = [{ Key: "open/doomed" }, { Key: "closed/a" }];
  const answer = await clients.Deleter.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
  expect(answer.Deleted).toEqual([{ Key: "open/doomed" }]);
  expect(answer.Errors).toEqual([{ Key: "closed/a", Code: "AccessDenied", Message: expect.stringContaining("s3:DeleteObject") }]);
  await get(root, "closed/a");
});
