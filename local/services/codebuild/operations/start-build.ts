import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Call, Cloud, Operation, Principal } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import type { Build, BuildRecord, EnvironmentVariable } from "../builds/build.ts";
import type { BuildStore } from "../builds/build-store.ts";
import type { RunningBuilds } from "../builds/running-builds.ts";
import type { Project, Projects } from "../projects.ts";
import { artifactKey } from "../runner/upload-artifacts.ts";
import { parseInput } from "./parse-input.ts";

/** Overrides that are not here are refused by name. */
const input = z.strictObject({
  projectName: z.string().min(1),
  sourceVersion: z.string().optional(),
  environmentVariablesOverride: z
    .array(z.strictObject({ name: z.string().min(1), value: z.string(), type: z.literal("PLAINTEXT").optional() }))
    .optional(),
  imageOverride: z.string().min(1).optional(),
  imagePullCredentialsTypeOverride: z.enum(["CODEBUILD", "SERVICE_ROLE"]).optional(),
  /** A path in the source, or the text itself. */
  buildspecOverride: z
    .string()
    .refine((text) => !text.startsWith("arn:"), "a buildspec in S3 is not read here")
    .optional(),
  timeoutInMinutesOverride: z.int().min(5).max(2160).optional(),
  idempotencyToken: z.string().optional(),
});
type Input = z.infer<typeof input>;

const TOKEN_LIFE_SECONDS = 5 * 60;

export interface StartBuildParts {
  readonly projects: Projects;
  readonly store: BuildStore;
  readonly running: RunningBuilds;
}

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_StartBuild.html */
export function startBuild({ projects, store, running }: StartBuildParts): Operation<Input> {
  return {
    action: "codebuild:StartBuild",
    resource: ({ projectName }) => projects.arn(projectName),
    run({ input: given, principal }: Call<Input>, cloud) {
      const asked = parseInput(input, given);
      const project = projects.get(asked.projectName);
      const builds = store.ofProject(project.name);
      const repeated = findRepeated(builds, asked, cloud);
      if (repeated !== undefined) return { build: repeated.build };
      const underWay = builds.filter(({ build }) => !build.buildComplete).length;
      if (project.concurrentBuildLimit !== undefined && underWay >= project.concurrentBuildLimit) {
        throw new AwsError(
          "AccountLimitExceededException",
          `Cannot have more than ${project.concurrentBuildLimit} active builds for the project ${project.name}`,
        );
      }
      const buildNumber = Math.max(0, ...builds.map(({ build }) => build.buildNumber)) + 1;
      const record: BuildRecord = {
        build: newBuild({ asked, project, buildNumber, principal, cloud }),
        ...(asked.idempotencyToken !== undefined && {
          idempotency: { token: asked.idempotencyToken, request: canonical(asked) },
        }),
      };
      running.start(record, project);
      return { build: record.build };
    },
  };
}

/** The build that the same token started within the last five minutes. @throws AwsError when the request is another */
function findRepeated(builds: readonly BuildRecord[], asked: Input, cloud: Cloud): BuildRecord | undefined {
  const oldest = cloud.clock.now() / 1000 - TOKEN_LIFE_SECONDS;
  const found = builds.find(
    ({ build, idempotency }) =>
      asked.idempotencyToken !== undefined && idempotency?.token === asked.idempotencyToken && build.startTime > oldest,
  );
  if (found !== undefined && found.idempotency?.request !== canonical(asked)) {
    throw new AwsError("InvalidInputException", "Parameter mismatch: the idempotency token was used with other parameters");
  }
  return found;
}

/** The same text for the same request, in whatever order its fields come. */
function canonical(asked: Input): string {
  return JSON.stringify(Object.entries(asked).sort(([a], [b]) => (a < b ? -1 : 1)));
}

interface NewBuild {
  readonly asked: Input;
  readonly project: Project;
  readonly buildNumber: number;
  readonly principal: Principal;
  readonly cloud: Cloud;
}

function newBuild({ asked, project, buildNumber, principal, cloud }: NewBuild): Build {
  const uuid = randomUUID();
  const id = `${project.name}:${uuid}`;
  const sourceVersion = asked.sourceVersion ?? project.sourceVersion;
  return {
    id,
    arn: `arn:aws:codebuild:${cloud.region}:${cloud.accountId}:build/${id}`,
    buildNumber,
    startTime: cloud.clock.now() / 1000,
    currentPhase: "SUBMITTED",
    buildStatus: "IN_PROGRESS",
    ...(sourceVersion !== undefined && { sourceVersion }),
    projectName: project.name,
    phases: [],
    source: { ...project.source, ...(asked.buildspecOverride !== undefined && { buildspec: asked.buildspecOverride }) },
    artifacts: artifactsOf(project, uuid),
    cache: project.cache,
    environment: {
      ...project.environment,
      ...(asked.imageOverride !== undefined && { image: asked.imageOverride }),
      ...(asked.imagePullCredentialsTypeOverride !== undefined && {
        imagePullCredentialsType: asked.imagePullCredentialsTypeOverride,
      }),
      environmentVariables: merge(project.environment.environmentVariables, asked.environmentVariablesOverride ?? []),
    },
    serviceRole: project.serviceRole,
    logs: logsOf(project, uuid, cloud),
    timeoutInMinutes: asked.timeoutInMinutesOverride ?? project.timeoutInMinutes,
    queuedTimeoutInMinutes: project.queuedTimeoutInMinutes,
    buildComplete: false,
    initiator: initiator(principal),
    encryptionKey: project.encryptionKey,
  };
}

/** Variables of StartBuild take the place of the project's. */
function merge(project: readonly EnvironmentVariable[], override: readonly EnvironmentVariable[]): EnvironmentVariable[] {
  const names = new Set(override.map(({ name }) => name));
  const all = [...project.filter(({ name }) => !names.has(name)), ...override];
  return all.map(({ name, value }) => ({ name, value, type: "PLAINTEXT" }));
}

function artifactsOf({ artifacts, name }: Project, uuid: string): Build["artifacts"] {
  if (artifacts.type === "NO_ARTIFACTS") return { location: "" };
  return {
    location: `arn:aws:s3:::${artifacts.location}/${artifactKey(artifacts, name, uuid)}`,
    overrideArtifactName: artifacts.overrideArtifactName,
    encryptionDisabled: artifacts.encryptionDisabled,
  };
}

function logsOf({ name, cloudWatchLogs }: Project, uuid: string, { region, accountId }: Cloud): Build["logs"] {
  if (cloudWatchLogs.status === "DISABLED") return { cloudWatchLogs };
  const groupName = cloudWatchLogs.groupName ?? `/aws/codebuild/${name}`;
  const streamName = cloudWatchLogs.streamName === undefined ? uuid : `${cloudWatchLogs.streamName}/${uuid}`;
  const encoded = [groupName, streamName].map((part) => encodeURIComponent(part).replaceAll("%", "$25"));
  return {
    groupName,
    streamName,
    deepLink: `https://console.aws.amazon.com/cloudwatch/home?region=${region}#logsV2:log-groups/log-group/${encoded[0]}/log-events/${encoded[1]}`,
    cloudWatchLogsArn: `arn:aws:logs:${region}:${accountId}:log-group:${groupName}:log-stream:${streamName}`,
    cloudWatchLogs,
  };
}

/** Who started it, in CodeBuild's form: `<role>/<session>` for a role. */
function initiator(principal: Principal): string {
  if (principal.kind === "root") return "root";
  if (principal.kind === "service") return principal.service;
  return `${principal.roleArn.slice(principal.roleArn.lastIndexOf("/") + 1)}/${principal.sessionName}`;
}
