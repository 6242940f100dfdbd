/** A CodeBuild with one repository and one project, and a way to run a buildspec to its end. */
import { spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import {
  BatchGetBuildsCommand,
  type Build,
  CodeBuildClient,
  StartBuildCommand,
  type StartBuildInput,
} from "@aws-sdk/client-codebuild";
import type { Cloud, Service } from "../../../../local/contracts.ts";
import { AwsError } from "../../../../local/errors.ts";
import { createCodeBuild } from "../../../../local/services/codebuild/index.ts";
import type { FindEngine } from "../../../../local/services/codebuild/runner/provision.ts";
import { createFakeCloud, type FakeCloud } from "../../codecommit/support/fake-cloud.ts";
import { git, newFolder } from "../../codecommit/support/git-client.ts";
import { type Served, serve } from "../../codecommit/support/serve.ts";

export interface Harness {
  readonly fake: FakeCloud;
  readonly client: CodeBuildClient;
  readonly service: Service;
  /** The repository `site`, with a work tree. */
  readonly repository: string;
  /** Commits a file and returns the commit. */
  commit(file: string, content: string): Promise<string>;
  /** Makes (or changes) a project; `site` unless named. */
  project(properties?: Record<string, unknown>): Promise<void>;
  /** Starts a build and waits for its end. */
  build(input?: Partial<StartBuildInput>): Promise<Build>;
  /** Runs the inline buildspec to its end. */
  run(buildspec: string, input?: Partial<StartBuildInput>): Promise<Build>;
  start(input?: Partial<StartBuildInput>): Promise<Build>;
  get(id: string | undefined): Promise<Build>;
  ended(id: string | undefined): Promise<Build>;
  /** What the build's commands printed: the log without CodeBuild's own lines. */
  printed(build: Build): string[];
  log(build: Build): string[];
  /** Waits until the build has printed the line. */
  printing(build: Build, line: string): Promise<void>;
  /**
   * Plays a machine that is killed: on the same state, a process of its own starts (and takes up what is there, or
   * starts a build), and is ended by SIGKILL when the build has printed the line.
   */
  killedAfter(line: string, input?: Partial<StartBuildInput>): Promise<void>;
  /** Ends the service and makes a new one on the same state, with the same project; it is not started. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

const PROJECT = {
  Name: "site",
  ServiceRole: "arn:aws:iam::123456789012:role/builder",
  Source: { Type: "CODECOMMIT", Location: "https://git-codecommit.eu-central-1.amazonaws.com/v1/repos/site" },
  Artifacts: { Type: "NO_ARTIFACTS" },
  Environment: { Type: "LINUX_CONTAINER", ComputeType: "BUILD_GENERAL1_SMALL", Image: "aws/codebuild/standard:7.0" },
};

export async function createHarness(findEngine: FindEngine = async () => undefined): Promise<Harness> {
  const fake = createFakeCloud();
  const repository = newFolder();
  await git(repository, "init", "-q", "-b", "main");
  fake.set({
    codecommit: {
      repositoryPath(name) {
        if (name === "site") return join(repository, ".git");
        throw new AwsError("RepositoryDoesNotExistException", `${name} does not exist`);
      },
    },
  });
  let service = createCodeBuild(fake.cloud, findEngine);
  let server: Served = await serve(service, fake.cloud);
  let client = new CodeBuildClient(server.clientConfig);

  let given: Record<string, unknown> = PROJECT;
  async function applyProject(cloud: Cloud, properties: Record<string, unknown> = {}): Promise<void> {
    given = { ...PROJECT, ...properties };
    const [type] = service.resourceTypes;
    await type?.apply({ logicalId: "Project", generatedName: "generated", properties: type.properties.parse(given) }, cloud);
  }

  const harness: Harness = {
    fake,
    repository,
    get client() {
      return client;
    },
    get service() {
      return service;
    },
    async commit(file, content) {
      mkdirSync(dirname(join(repository, file)), { recursive: true });
      writeFileSync(join(repository, file), content);
      await git(repository, "add", "-A");
      await git(repository, "commit", "-q", "-m", `write ${file}`);
      return git(repository, "rev-parse", "HEAD");
    },
    project: (properties) => applyProject(fake.cloud, properties),
    async start(input = {}) {
      const { build } = await client.send(new StartBuildCommand({ projectName: "site", ...input }));
      return build ?? {};
    },
    async get(id) {
      const { builds } = await client.send(new BatchGetBuildsCommand({ ids: [id ?? ""] }));
      return builds?.[0] ?? {};
    },
    async ended(id) {
      for (;;) {
        const build = await harness.get(id);
        if (build.buildComplete) return build;
        await sleep(10);
      }
    },
    build: async (input) => harness.ended((await harness.start(input)).id),
    run: (buildspec, input) => harness.build({ buildspecOverride: buildspec, ...input }),
    log: (build) => fake.logs.filter(({ stream }) => stream === build.logs?.streamName).flatMap(({ lines }) => lines),
    printed: (build) => harness.log(build).filter((line) => !line.startsWith("[Container] ")),
    async printing(build, line) {
      for (let waited = 0; waited < 10_000 && !harness.log(build).includes(line); waited += 20) await sleep(20);
    },
    async killedAfter(line, input) {
      const started = input === undefined ? "" : JSON.stringify({ projectName: "site", ...input });
      const program = join(import.meta.dirname, "doomed.ts");
      const child = spawn(process.execPath, [program, fake.folder, repository, started, JSON.stringify(given)], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      for await (const printed of createInterface(child.stdout)) {
        if (printed === line) child.kill("SIGKILL");
      }
    },
    async restart() {
      await server.close();
      await service.stop?.();
      service = createCodeBuild(fake.cloud, findEngine);
      await applyProject(fake.cloud, given);
      server = await serve(service, fake.cloud);
      client.destroy();
      client = new CodeBuildClient(server.clientConfig);
    },
    async close() {
      await service.stop?.();
      client.destroy();
      await server.close();
      fake.remove();
      rmSync(repository, { recursive: true, force: true });
    },
  };
  await harness.commit("buildspec.yml", "version: 0.2\nphases:\n  build:\n    commands:\n      - echo built\n");
  await harness.project();
  return harness;
}

/** Each phase's status, by its name. */
export function statuses(build: Build): Record<string, string | undefined> {
  return Object.fromEntries((build.phases ?? []).map(({ phaseType, phaseStatus }) => [phaseType, phaseStatus]));
}

/** The context of a phase. */
export function context(
  build: Build,
  phase: string,
): { statusCode?: string | undefined; message?: string | undefined } | undefined {
  return build.phases?.find(({ phaseType }) => phaseType === phase)?.contexts?.[0];
}

/** A buildspec from the commands of its phases. */
export function spec(phases: Record<string, unknown>, more: Record<string, unknown> = {}): string {
  const commands = Object.fromEntries(
    Object.entries(phases).map(([name, phase]) => [name, Array.isArray(phase) ? { commands: phase } : phase]),
  );
  return `${JSON.stringify({ version: "0.2", ...more, phases: commands })}\n`;
}
