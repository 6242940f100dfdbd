/** Pushing and pulling by the registry's own protocol, and what ECR then tells of it. Needs Debian's docker-registry. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { BatchGetImageCommand, DescribeImagesCommand, ECRClient, GetAuthorizationTokenCommand } from "@aws-sdk/client-ecr";
import { createEcr } from "../../../local/services/ecr/index.ts";
import { findRegistryProgram } from "../../../local/services/ecr/registry/find-program.ts";
import { keepsImages } from "../../../local/services/ecr/registry/kept-images.ts";
import { createFakeCloud, type FakeCloud } from "../codecommit/support/fake-cloud.ts";
import { type Served, serve } from "../codecommit/support/serve.ts";

const program = findRegistryProgram();
if (program === undefined) process.stderr.write("Skipped: the registry of images, for there is no docker-registry.\n");
const withRegistry = program === undefined ? test.skip : test;

let fake: FakeCloud;
let server: Served;
let client: ECRClient;
let service: ReturnType<typeof createEcr>;

async function start(): Promise<void> {
  service = createEcr(fake.cloud);
  const [type] = service.resourceTypes;
  for (const [RepositoryName, ImageTagMutability] of [
    ["site/image", "MUTABLE"],
    ["fixed", "IMMUTABLE"],
  ])
    await type?.apply(
      { logicalId: "R", generatedName: "x", properties: type.properties.parse({ RepositoryName, ImageTagMutability }) },
      fake.cloud,
    );
  server = await serve(service, fake.cloud);
  client = new ECRClient(server.clientConfig);
}
async function stop(): Promise<void> {
  client.destroy();
  await server.close();
  await service.stop?.();
}
beforeEach(async () => {
  fake = createFakeCloud();
  await start();
});
afterEach(async () => {
  await stop();
  fake.remove();
});

const digestOf = (content: string) => `sha256:${createHash("sha256").update(content).digest("hex")}`;

/** Who is logged in, as a container engine is. */
async function login() {
  const { authorizationData } = await client.send(new GetAuthorizationTokenCommand({}));
  const [{ authorizationToken = "", proxyEndpoint = "" } = {}] = authorizationData ?? [];
  return {
    token: authorizationToken,
    call: (method: string, path: string, body?: string, headers: Record<string, string> = {}) =>
      fetch(new URL(path, proxyEndpoint), {
        method,
        headers: { authorization: `Basic ${authorizationToken}`, ...headers },
        ...(body !== undefined && { body }),
      }),
    proxyEndpoint,
  };
}
type Login = Awaited<ReturnType<typeof login>>;

async function upload({ call }: Login, repository: string, blob: string): Promise<Response> {
  const begun = await call("POST", `/v2/${repository}/blobs/uploads/`, "");
  const location = begun.headers.get("location") ?? "";
  if (!begun.ok) return begun;
  return call("PUT", `${location}&digest=${encodeURIComponent(digestOf(blob))}`, blob, {
    "content-type": "application/octet-stream",
  });
}

/** An image of one layer; gives its manifest. */
async function push(who: Login, repository: string, tag: string, layer: string): Promise<{ manifest: string; put: Response }> {
  const config = JSON.stringify({ architecture: "amd64", os: "linux", rootfs: { type: "layers", diff_ids: [digestOf(layer)] } });
  for (const blob of [layer, config]) expect((await upload(who, repository, blob)).status).toBe(201);
  const type = "application/vnd.docker.distribution.manifest.v2+json";
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: type,
    config: { mediaType: "application/vnd.docker.container.image.v1+json", size: config.length, digest: digestOf(config) },
    layers: [{ mediaType: "application/vnd.docker.image.rootfs.diff.tar.gzip", size: layer.length, digest: digestOf(layer) }],
  });
  return { manifest, put: await who.call("PUT", `/v2/${repository}/manifests/${tag}`, manifest, { "content-type": type }) };
}

withRegistry("what was pushed is described, got and pulled, also after a restart", async () => {
  const stateFolder = join(fake.cloud.stateFolder("ecr"), "..");
  expect(keepsImages(stateFolder)).toBe(false);
  const { manifest, put } = await push(await login(), "site/image", "content-1", "a layer");
  expect(put.status).toBe(201);
  await stop();
  expect(keepsImages(stateFolder)).toBe(true);
  await start();
  const imageDigest = digestOf(manifest);
  const repositoryName = "site/image";
  const described = await client.send(new DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag: "content-1" }] }));
  expect(described.imageDetails).toEqual([
    {
      registryId: "123456789012",
      repositoryName,
      imageDigest,
      imageTags: ["content-1"],
      imageSizeInBytes: "a layer".length,
      imageManifestMediaType: "application/vnd.docker.distribution.manifest.v2+json",
    },
  ]);
  expect((await client.send(new DescribeImagesCommand({ repositoryName }))).imageDetails).toEqual(described.imageDetails);
  await expect(
    client.send(new DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag: "content-2" }] })),
  ).rejects.toMatchObject({ name: "ImageNotFoundException" });
  const got = await client.send(
    new BatchGetImageCommand({ repositoryName, imageIds: [{ imageTag: "content-1" }, { imageTag: "content-2" }] }),
  );
  expect(got.images).toMatchObject([{ imageId: { imageTag: "content-1", imageDigest }, imageManifest: manifest }]);
  expect(got.failures).toMatchObject([{ imageId: { imageTag: "content-2" }, failureCode: "ImageNotFound" }]);
  const pulled = await (await login()).call("GET", `/v2/site/image/blobs/${digestOf("a layer")}`);
  expect(await pulled.text()).toBe("a layer");
});

withRegistry("nobody comes in without a password, or with another than was given", async () => {
  const { proxyEndpoint, token } = await login();
  const answers = async (authorization?: string) => {
    const answer = await fetch(`${proxyEndpoint}/v2/`, { headers: authorization ? { authorization } : {} });
    return [answer.status, answer.headers.get("www-authenticate")?.split(" ")[0]];
  };
  expect(await answers()).toEqual([401, "Basic"]);
  expect(await answers(`Basic ${btoa("AWS:guess")}`)).toEqual([401, "Basic"]);
  expect(await answers(`Basic ${btoa(atob(token).replace("AWS", "root"))}`)).toEqual([401, "Basic"]);
  expect(await answers(`Basic ${token}`)).toEqual([200, undefined]);
});

withRegistry("each step of a push and of a pull asks IAM for ECR's own action", async () => {
  const who = await login();
  fake.asked.splice(0);
  await push(who, "site/image", "1", "layer");
  await who.call("HEAD", `/v2/site/image/blobs/${digestOf("layer")}`);
  await who.call("GET", `/v2/site/image/blobs/${digestOf("layer")}`);
  await who.call("GET", "/v2/site/image/manifests/1");
  expect(new Set(fake.asked.map(({ resource }) => resource))).toEqual(
    new Set(["arn:aws:ecr:eu-central-1:123456789012:repository/site/image"]),
  );
  expect([...new Set(fake.asked.map(({ action }) => action))]).toEqual([
    "ecr:InitiateLayerUpload",
    "ecr:CompleteLayerUpload",
    "ecr:PutImage",
    "ecr:BatchCheckLayerAvailability",
    "ecr:GetDownloadUrlForLayer",
    "ecr:BatchGetImage",
  ]);
  fake.denied.add("ecr:PutImage");
  const { put } = await push(who, "site/image", "2", "layer");
  expect(put.status).toBe(403);
  expect(await put.json()).toMatchObject({ errors: [{ code: "DENIED", message: expect.stringContaining("ecr:PutImage") }] });
});

withRegistry("a repository that the template does not have is not there, and nothing is deleted or listed", async () => {
  const who = await login();
  expect((await upload(who, "other", "layer")).status).toBe(404);
  expect((await who.call("DELETE", "/v2/site/image/manifests/1")).status).toBe(405);
  expect((await who.call("GET", "/v2/_catalog")).status).toBe(405);
});

withRegistry("a tag of an immutable repository stays what it is", async () => {
  const who = await login();
  expect((await push(who, "fixed", "1", "layer")).put.status).toBe(201);
  const { put } = await push(who, "fixed", "1", "another layer");
  expect(put.status).toBe(400);
  expect(await put.json()).toMatchObject({ errors: [{ message: expect.stringContaining("immutable") }] });
});
