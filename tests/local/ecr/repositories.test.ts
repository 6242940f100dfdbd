/** A registry without images, on a machine without a program that could keep some, asked by the SDK's client. */
import {
  BatchGetImageCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
  PutImageCommand,
} from "@aws-sdk/client-ecr";
import { createEcr } from "../../../local/services/ecr/index.ts";
import { createFakeCloud, type FakeCloud } from "../codecommit/support/fake-cloud.ts";
import { type Served, serve } from "../codecommit/support/serve.ts";

let fake: FakeCloud;
let server: Served;
let client: ECRClient;
let service: ReturnType<typeof createEcr>;

async function apply(properties: Record<string, unknown>) {
  const [type] = service.resourceTypes;
  const resource = { logicalId: "Images", generatedName: "Stack-Images-1", properties: type?.properties.parse(properties) };
  return type?.apply(resource, fake.cloud);
}

beforeAll(async () => {
  fake = createFakeCloud();
  service = createEcr(fake.cloud, () => undefined);
  server = await serve(service, fake.cloud);
  client = new ECRClient(server.clientConfig);
});
afterAll(async () => {
  client.destroy();
  await server.close();
  fake.remove();
});

test("a repository's Ref and attributes", async () => {
  const created = await apply({
    RepositoryName: "site/image",
    ImageTagMutability: "IMMUTABLE",
    ImageScanningConfiguration: { ScanOnPush: "true" },
    LifecyclePolicy: { LifecyclePolicyText: "{}" },
    EmptyOnDelete: true,
  });
  expect(created).toEqual({
    ref: "site/image",
    attributes: {
      Arn: "arn:aws:ecr:eu-central-1:123456789012:repository/site/image",
      RepositoryUri: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/site/image",
    },
  });
  expect(await apply({})).toMatchObject({ ref: "stack-images-1" });
});

test("properties that would change something, and names that ECR does not take, are refused by name", async () => {
  await expect(apply({ RepositoryPolicyText: {} })).rejects.toThrow("RepositoryPolicyText");
  await expect(apply({ RepositoryName: "Upper" })).rejects.toThrow("RepositoryName");
});

test("repositories are described, and keep their age over a restart", async () => {
  const first = await client.send(new DescribeRepositoriesCommand({ repositoryNames: ["site/image"] }));
  expect(first.repositories).toEqual([
    {
      repositoryArn: "arn:aws:ecr:eu-central-1:123456789012:repository/site/image",
      registryId: "123456789012",
      repositoryName: "site/image",
      repositoryUri: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/site/image",
      createdAt: expect.any(Date),
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: { encryptionType: "AES256" },
    },
  ]);
  const again = createEcr(fake.cloud);
  const [type] = again.resourceTypes;
  await type?.apply(
    { logicalId: "R", generatedName: "x", properties: type.properties.parse({ RepositoryName: "site/image" }) },
    fake.cloud,
  );
  const operation = again.wire && "operations" in again.wire ? again.wire.operations.DescribeRepositories : undefined;
  const answer = await operation?.run({ input: {}, principal: { kind: "root" }, requestId: "r" } as never, fake.cloud);
  const createdAt = (first.repositories?.[0]?.createdAt?.getTime() ?? 0) / 1000;
  expect(answer).toMatchObject({ repositories: [{ createdAt: expect.closeTo(createdAt, 2) }] });
  expect((await client.send(new DescribeRepositoriesCommand({}))).repositories).toHaveLength(2);
});

test("an image that is asked for is not there, in ECR's words", async () => {
  const repositoryName = "site/image";
  await expect(client.send(new DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag: "abc" }] }))).rejects.toMatchObject(
    {
      name: "ImageNotFoundException",
      message:
        "The image with imageId {imageDigest:'null', imageTag:'abc'} does not exist within the repository with name 'site/image' in the registry with id '123456789012'",
    },
  );
  expect((await client.send(new DescribeImagesCommand({ repositoryName }))).imageDetails).toEqual([]);
  const { images, failures } = await client.send(new BatchGetImageCommand({ repositoryName, imageIds: [{ imageTag: "abc" }] }));
  expect(images).toEqual([]);
  expect(failures).toEqual([
    { imageId: { imageTag: "abc" }, failureCode: "ImageNotFound", failureReason: "Requested image not found" },
  ]);
});

test("a repository that is not there, and what needs a registry", async () => {
  await expect(client.send(new DescribeImagesCommand({ repositoryName: "nope" }))).rejects.toMatchObject({
    name: "RepositoryNotFoundException",
    message: "The repository with name 'nope' does not exist in the registry with id '123456789012'",
  });
  await expect(client.send(new GetAuthorizationTokenCommand({}))).rejects.toThrow("Install docker-registry");
  await expect(client.send(new PutImageCommand({ repositoryName: "site/image", imageManifest: "{}" }))).rejects.toThrow(
    "PutImage is not supported here",
  );
});
