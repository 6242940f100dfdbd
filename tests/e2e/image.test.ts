/** The whole first machine, with an image: a push that touches it has it built, and the site is built inside. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DescribeImagesCommand, ECRClient } from "@aws-sdk/client-ecr";
import { type BaseImage, serveBaseImage, whyNoImages } from "./support/image-engine.ts";
import { startStack, type TestStack } from "./support/stack.ts";

const MINUTES = 60_000;
const ROOT = resolve(import.meta.dirname, "../..");

const reason = await whyNoImages();
if (reason) process.stderr.write(`Skipped: builds of images, for ${reason}.\n`);
const withEngine = reason ? test.skip : test;

let base: BaseImage;
let stack: TestStack;
beforeAll(async () => {
  if (reason) return;
  base = await serveBaseImage();
  stack = await startStack(
    ({ Resources }) => {
      Resources.WhatChangedLambdaFunction.Properties.Environment.Variables.SITE_IMAGE = "own";
      const { EnvironmentVariables } = Resources.ImageProject.Properties.Environment;
      EnvironmentVariables.find(({ Name }: { Name: string }) => Name === "BASE_IMAGE").Value = base.address;
    },
    { website: {}, recordPermissions: true },
  );
}, 10 * MINUTES);
afterAll(async () => {
  await stack?.stop();
  await base?.stop();
}, 3 * MINUTES);

const fromHere = (path: string) => readFileSync(join(ROOT, path), "utf8");

/** A website whose only module is what it publishes with. */
function website(version: string): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), "lectern-website-"));
  const { dependencies } = JSON.parse(fromHere("package.json"));
  const client = "@aws-sdk/client-s3";
  const manifest = { name: "small-website", version, type: "module", dependencies: { [client]: dependencies[client] } };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  execFileSync("npm", ["install", "--package-lock-only", "--no-audit", "--no-fund", "--silent"], { cwd: folder });
  const files = {
    "website/package.json": JSON.stringify(manifest),
    "website/package-lock.json": readFileSync(join(folder, "package-lock.json"), "utf8"),
  };
  rmSync(folder, { recursive: true });
  return files;
}

/** The image's files are Lectern's own. The build tells where it runs, and finds its modules in the image alone. */
const FILES: Readonly<Record<string, string>> = {
  "buildspecs/docker-image.yml": fromHere("buildspecs/docker-image.yml"),
  "website/Dockerfile": fromHere("website/Dockerfile"),
  "buildspecs/website.yml": `version: 0.2
env: { shell: bash }
phases:
  install:
    commands:
      - ln -s /backupmod/node_modules website/node_modules
      - echo "built in $(. /etc/os-release; echo $VERSION_CODENAME) by $(command -v node) of $(git show -s --format=%s HEAD)"
  build:
    commands:
      - mv website "$HOME/website-of-$CODEBUILD_BUILD_NUMBER"
      - node "$HOME/website-of-$CODEBUILD_BUILD_NUMBER/publish.js"
    finally:
      - mv "$HOME/website-of-$CODEBUILD_BUILD_NUMBER" website
artifacts:
  files: [website/*.html]
`,
  "website/publish.js": `import { readFileSync } from "node:fs";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
const client = new S3Client({});
for (const Key of ["index.html", "404.html"])
  await client.send(new PutObjectCommand({ Bucket: process.env.SITE_BUCKET, Key, Body: readFileSync(new URL(Key, import.meta.url)), ContentType: "text/html", CacheControl: "public, max-age=0, must-revalidate" }));
`,
  "website/404.html": "<h1>No such page</h1>",
};

const PUBLISHED = ["WhatChanged", "BuildDockerOrNot", "BuildSite", "WaitForBuild", "IsItBuilt", "BuiltOrNot", "Done"];
const IMAGE_STATES = ["BuildDocker", "WaitForDockerBuild", "IsTheContainerBuilt", "ContainerBuiltOrNot"];

const page = (text: string) => ({ "website/index.html": `<h1>${text}</h1>` });
const served = async () => (await fetch(`${stack.siteUrl}/`)).text();

/** How the push ended, which states it went through, and what its builds printed. */
async function publish(files: Readonly<Record<string, string>>) {
  const before = stack.events.length;
  const ended = await stack.executions.endOf(await stack.push(files), 8 * MINUTES);
  const events = stack.events.slice(before);
  const states = stack.executions.statesOf(ended.executionArn).map(({ state }) => state);
  const lines = events.flatMap((event) => (event.type === "build-log" ? [event.line] : []));
  const texts = events.flatMap((event) => (event.type === "sms" ? [event.message] : []));
  return { ...ended, states, lines, texts };
}

/** The tags of the images that the registry has, one list an image. */
async function images(): Promise<(string[] | undefined)[]> {
  const client = new ECRClient({
    region: "us-east-1",
    endpoint: stack.endpoint,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  const { imageDetails = [] } = await client.send(new DescribeImagesCommand({ repositoryName: "lectern-test-site" }));
  client.destroy();
  return imageDetails.map(({ imageTags }) => imageTags);
}

withEngine(
  "a push that touches the image has it built, and the site in it",
  async () => {
    const end = await publish({ ...FILES, ...website("1.0.0"), ...page("One") });
    expect({ status: end.status, cause: end.cause }).toEqual({ status: "SUCCEEDED", cause: undefined });
    expect(new Set(end.states)).toEqual(new Set([...PUBLISHED, ...IMAGE_STATES]));
    expect(end.lines).toContain("built in bookworm by /usr/local/bin/node of A test's commit");
    expect(await served()).toBe("<h1>One</h1>");
    const tags = [expect.stringMatching(/^[0-9a-f]{40}$/), expect.stringMatching(/^content-/)];
    expect(await images()).toEqual([expect.arrayContaining(tags)]);
  },
  9 * MINUTES,
);

withEngine(
  "a push that touches nothing of the image builds none, and the site in the one that there is",
  async () => {
    const end = await publish(page("Two"));
    expect(end.status).toBe("SUCCEEDED");
    expect(end.states.filter((state) => IMAGE_STATES.includes(state))).toEqual([]);
    expect(end.lines).toContain("built in bookworm by /usr/local/bin/node of A test's commit");
    expect(await served()).toBe("<h1>Two</h1>");
    expect(await images()).toHaveLength(1);
  },
  5 * MINUTES,
);

withEngine(
  "a push that breaks the Dockerfile fails with the failing command's words, and the site stays",
  async () => {
    const broken = FILES["website/Dockerfile"]?.replace("npm ci ", "echo 'this disk is made of cheese' >&2; exit 3; npm ci ");
    const end = await publish({ "website/Dockerfile": broken ?? "", ...page("Three") });
    expect(end.status).toBe("FAILED");
    expect(end.states.at(-1)).toBe("Failed");
    expect(end.lines).toContain("this disk is made of cheese");
    expect(end.texts).toEqual([expect.stringContaining("docker build")]);
    expect(await served()).toBe("<h1>Two</h1>");
    expect(await images()).toHaveLength(1);
  },
  5 * MINUTES,
);

withEngine(
  "the next good push recovers, in an image of its own",
  async () => {
    const end = await publish({ ...FILES, ...website("2.0.0"), ...page("Four") });
    expect(end.status).toBe("SUCCEEDED");
    expect(end.texts).toEqual([expect.stringMatching(/recovered/i)]);
    expect(await served()).toBe("<h1>Four</h1>");
    expect(await images()).toHaveLength(2);
  },
  9 * MINUTES,
);

withEngine("every permission of the registry is used, but for those that AWS asks for and buildah has no use for", () => {
  const owned = stack.cloud
    .permissions()
    .filter(({ owner, action }) => /-(image|site)-build$/.test(owner) && /^ecr:/.test(action));
  const named = (used: boolean) =>
    owned
      .filter(({ use }) => (use !== undefined) === used)
      .map(({ owner, action }) => `${owner.replace(/^.*lectern-test-/, "")} ${action}`);
  expect(named(false)).toEqual([
    "image-build ecr:BatchGetImage",
    "image-build ecr:GetDownloadUrlForLayer",
    "site-build ecr:BatchCheckLayerAvailability",
  ]);
  expect(named(true)).toEqual(expect.arrayContaining(["image-build ecr:PutImage", "site-build ecr:BatchGetImage"]));
});
