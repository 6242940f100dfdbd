/** The packaged stack, whole or with something taken out, and a website that builds in a second. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type CloudEvent, type CloudOptions, type RunningCloud, startCloud } from "local-cloud";
import { Executions } from "../../../cli/executions.ts";
import { git } from "../../../cli/git.ts";
import { freshPackage, packageStack } from "../../../cli/package-stack.ts";

const ROOT = resolve(import.meta.dirname, "../../..");
const PARAMETERS = { branch: "main", phone: "+15555550100", siteImage: "standard", alarms: "off" };

/** What is looked into of a CloudFormation template. */
export interface Template {
  // biome-ignore lint/suspicious/noExplicitAny: a template is data of many shapes, and the tests reach deep into it
  readonly Resources: Record<string, any>;
}

/** Packages the stack as `sls package` does, once for all runs of unchanged inputs. */
export async function packagedStack(): Promise<{ folder: string; path: string; template: Template }> {
  const order = { root: ROOT, packages: resolve(ROOT, ".lectern/test-packages"), stage: "test", parameters: PARAMETERS };
  const { folder, template: path } = freshPackage(order) ?? (await packageStack(order));
  return { folder, path, template: JSON.parse(readFileSync(path, "utf8")) };
}

/** A website without Gatsby: its build waits for `pause` seconds and copies `site/` to the site bucket. */
export const SMALL_WEBSITE: Readonly<Record<string, string>> = {
  "buildspecs/website.yml": `version: 0.2
env:
  shell: bash
phases:
  build:
    commands:
      - sleep "$(cat pause)"
      - node publish.mjs
artifacts:
  files:
    - site/**/*
`,
  "publish.mjs": `import { globSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
const { PutObjectCommand, S3Client } = createRequire(${JSON.stringify(join(ROOT, "package.json"))})("@aws-sdk/client-s3");
const client = new S3Client({});
for (const path of globSync("site/**/*.html")) {
  const Key = path.slice("site/".length);
  await client.send(new PutObjectCommand({ Bucket: process.env.SITE_BUCKET, Key, Body: readFileSync(path), ContentType: "text/html", CacheControl: "public, max-age=0, must-revalidate" }));
}
`,
  pause: "0",
  "site/404.html": "<h1>No such page</h1>",
};

export interface TestStack {
  readonly stateFolder: string;
  /** The website's files as they were at the start. */
  readonly files: Readonly<Record<string, string>>;
  readonly cloud: RunningCloud;
  readonly siteUrl: string;
  readonly endpoint: string;
  readonly apiUrl: string;
  readonly executions: Executions;
  readonly events: readonly CloudEvent[];
  /** Commits `files` to a clone and pushes it; gives the commit. */
  push(files: Readonly<Record<string, string>>, branch?: string): Promise<string>;
  /** The first event that `matches`, waited for. */
  event<Type extends CloudEvent["type"]>(
    type: Type,
    matches?: (event: CloudEvent & { type: Type }) => boolean,
  ): Promise<CloudEvent & { type: Type }>;
  /** Ends the cloud and starts it again over the same state. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** What is otherwise than usual. */
export interface StackOptions extends Partial<Pick<CloudOptions, "clock" | "recordPermissions" | "stateFolder">> {
  /** What is pushed first, instead of the website that builds in a second. */
  readonly website?: Readonly<Record<string, string>>;
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** Starts the packaged stack after `change` has been done to its template. */
export async function startStack(
  change: (template: Template) => void = () => {},
  options: StackOptions = {},
): Promise<TestStack> {
  const { folder: assetsFolder, template } = await packagedStack();
  change(template);
  const folder = mkdtempSync(join(tmpdir(), "lectern-test-"));
  const { website = SMALL_WEBSITE, stateFolder = join(folder, "state"), ...cloudOptions } = options;
  const events: CloudEvent[] = [];
  const executions = new Executions();
  const onEvent = (event: CloudEvent): void => {
    events.push(event);
    executions.hear(event);
  };
  const start = (): Promise<RunningCloud> =>
    startCloud({
      template,
      assetsFolder,
      stateFolder,
      stackName: "lectern-test",
      gatewayPort: 0,
      distributionPort: 0,
      onEvent,
      ...cloudOptions,
    });
  let cloud = await start();
  const clone = join(folder, "clone");
  mkdirSync(clone);
  await git(clone, "init", "--quiet", "--initial-branch", "main");
  await git(clone, "config", "user.name", "Test");
  await git(clone, "config", "user.email", "test@lectern.invalid");
  write(clone, website);

  return {
    stateFolder,
    files: website,
    get cloud() {
      return cloud;
    },
    get siteUrl() {
      return cloud.distributions[0]?.url ?? "";
    },
    get endpoint() {
      return cloud.endpoint;
    },
    get apiUrl() {
      return cloud.outputs.ApiUrl ?? "";
    },
    executions,
    events,
    async push(files, branch = "main") {
      write(clone, files);
      await git(clone, "add", "--all");
      await git(clone, "commit", "--quiet", "--allow-empty", "-m", "A test's commit");
      await git(clone, "push", "--quiet", cloud.outputs.CloneUrl ?? "", `HEAD:refs/heads/${branch}`);
      return git(clone, "rev-parse", "HEAD");
    },
    async event(type, matches = () => true) {
      for (const deadline = Date.now() + 60_000; Date.now() < deadline; await delay(50)) {
        const found = events.find(
          (event): event is CloudEvent & { type: typeof type } => event.type === type && matches(event as never),
        );
        if (found) return found;
      }
      throw new Error(`no event ${type} came; there were: ${events.map((event) => event.type).join(", ")}`);
    },
    async restart() {
      await cloud.stop();
      cloud = await start();
    },
    async stop() {
      await cloud.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
