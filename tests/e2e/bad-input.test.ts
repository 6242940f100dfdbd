/** What people get wrong: each is told in one clear message, and neither the site nor the service suffers. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StateFolderInUse, startCloud } from "local-cloud";
import { git } from "../../cli/git.ts";
import { packagedStack, startStack, type TestStack } from "./support/stack.ts";

const MINUTES = 60_000;
const PAGE = { "site/index.html": "<h1>As it was</h1>" };

let stack: TestStack;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "lectern-bad-input-"));
  stack = await startStack();
  const commit = await stack.push(PAGE);
  expect(await stack.executions.endOf(commit, 2 * MINUTES)).toMatchObject({ status: "SUCCEEDED" });
}, 5 * MINUTES);
afterEach(async () => {
  expect(await (await fetch(`${stack.siteUrl}/`)).text()).toBe("<h1>As it was</h1>");
});
afterAll(async () => {
  await stack.stop();
  rmSync(folder, { recursive: true, force: true });
});

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

test.each([
  ["a syntax error", "version: 0.2\nphases:\n  build:\n    commands: [echo one\n", /YAML_FILE_ERROR|buildspecs\/website\.yml/],
  ["an unknown version", "version: 7\nphases:\n  build:\n    commands: [echo one]\n", /version/i],
  ["an unknown phase", "version: 0.2\nphases:\n  bulid:\n    commands: [echo one]\n", /bulid/],
])(
  "a buildspec with %s fails the push before anything is built, and says so",
  async (_what, buildspec, message) => {
    const { "buildspecs/website.yml": good } = stack.files;
    const bad = await stack.push({ "buildspecs/website.yml": buildspec });
    const ended = await stack.executions.endOf(bad, 2 * MINUTES);
    expect(ended).toMatchObject({ status: "FAILED", error: "BuildFailed", cause: expect.stringMatching(/DOWNLOAD_SOURCE/) });
    expect(ended.cause).toMatch(message);
    const { message: text } = await stack.event("sms", (sms) => sms.message.includes(bad.slice(0, 7)));
    expect(text).toMatch(/NOT published\. BuildFailed: .* in DOWNLOAD_SOURCE/);
    const mended = await stack.push({ "buildspecs/website.yml": good ?? "" });
    expect(await stack.executions.endOf(mended, 2 * MINUTES)).toMatchObject({ status: "SUCCEEDED" });
    await stack.event("sms", (sms) => sms.message.startsWith(`Lectern recovered: published ${mended.slice(0, 7)}`));
  },
  5 * MINUTES,
);

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
    Queue: { Type: "AWS::SQS::Queue" },
    Table: { Type: "AWS::DynamoDB::Table", Properties: { TimeToLiveSpecification: { Enabled: true, AttributeName: "ttl" } } },
  };
  const boot = startCloud({
    template: { Resources },
    assetsFolder,
    stateFolder: join(folder, "other"),
    stackName: "x",
    gatewayPort: 0,
  });
  await expect(boot).rejects.toThrow(/Queue \(AWS::SQS::Queue\)[\s\S]*Table[\s\S]*TimeToLiveSpecification/);
});

test("a port in use is named", async () => {
  const { folder: assetsFolder } = await packagedStack();
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  const gatewayPort = typeof address === "object" && address ? address.port : 0;
  const boot = startCloud({
    template: { Resources: {} },
    assetsFolder,
    stateFolder: join(folder, "port"),
    stackName: "x",
    gatewayPort,
  });
  await expect(boot).rejects.toThrow(new RegExp(String(gatewayPort)));
  await expect(boot).rejects.toMatchObject({ name: "PortInUse" });
  server.close();
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
