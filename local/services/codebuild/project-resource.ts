/** AWS::CodeBuild::Project */
import { z } from "zod";
import type { ResourceType } from "../../contracts.ts";
import type { ProjectArtifacts, Projects } from "./projects.ts";
import { LOCATION } from "./runner/download-source.ts";

const source = z
  .strictObject({
    Type: z.enum(["CODECOMMIT", "NO_SOURCE"]),
    Location: z.string().regex(LOCATION, "must be https://git-codecommit.<region>.amazonaws.com/v1/repos/<name>").optional(),
    BuildSpec: z
      .string()
      .refine((text) => !text.startsWith("arn:"), "a buildspec in S3 is not read here")
      .optional(),
    GitCloneDepth: z.coerce.number().int().min(0).optional(),
  })
  .refine(({ Type, Location }) => Type === "NO_SOURCE" || Location !== undefined, "CODECOMMIT needs a Location")
  .refine(({ Type, BuildSpec }) => Type === "CODECOMMIT" || BuildSpec !== undefined, "NO_SOURCE needs a BuildSpec");

const artifacts = z
  .strictObject({
    Type: z.enum(["NO_ARTIFACTS", "S3"]),
    /** The bucket's name. */
    Location: z.string().optional(),
    Path: z.string().optional(),
    Name: z.string().optional(),
    NamespaceType: z.enum(["BUILD_ID", "NONE"]).default("NONE"),
    Packaging: z.enum(["NONE", "ZIP"]).default("NONE"),
    /** Nothing is encrypted here: changes nothing. */
    EncryptionDisabled: z.stringbool().or(z.boolean()).default(false),
  })
  .refine(({ Type, Location }) => Type === "NO_ARTIFACTS" || Location !== undefined, "S3 needs a Location");

const cache = z.strictObject({
  Type: z.enum(["LOCAL", "NO_CACHE", "S3"]),
  Location: z.string().optional(),
  /** The paths of the buildspec are cached; layers and sources need no cache here. */
  Modes: z.array(z.enum(["LOCAL_CUSTOM_CACHE", "LOCAL_DOCKER_LAYER_CACHE", "LOCAL_SOURCE_CACHE"])).optional(),
});

const environment = z.strictObject({
  /** Type and ComputeType: the machine is what it is. */
  Type: z.string(),
  ComputeType: z.string(),
  Image: z.string(),
  PrivilegedMode: z.stringbool().or(z.boolean()).default(false),
  EnvironmentVariables: z
    .array(z.strictObject({ Name: z.string(), Value: z.coerce.string(), Type: z.literal("PLAINTEXT").optional() }))
    .default([]),
  ImagePullCredentialsType: z.enum(["CODEBUILD", "SERVICE_ROLE"]).default("CODEBUILD"),
});

const logs = z.strictObject({
  CloudWatchLogs: z
    .strictObject({
      Status: z.enum(["DISABLED", "ENABLED"]),
      GroupName: z.string().optional(),
      StreamName: z.string().optional(),
    })
    .optional(),
  /** Only as a way to say that there are none. */
  S3Logs: z.strictObject({ Status: z.literal("DISABLED") }).optional(),
});

const properties = z.strictObject({
  Name: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{1,149}$/)
    .optional(),
  Description: z.string().optional(),
  ServiceRole: z.string(),
  Source: source,
  SourceVersion: z.string().optional(),
  Artifacts: artifacts,
  Cache: cache.default({ Type: "NO_CACHE" }),
  Environment: environment,
  TimeoutInMinutes: z.coerce.number().int().min(5).max(2160).default(60),
  /** No build waits here for a machine. */
  QueuedTimeoutInMinutes: z.coerce.number().int().min(5).max(480).default(480),
  ConcurrentBuildLimit: z.coerce.number().int().min(1).optional(),
  LogsConfig: logs.optional(),
  /** Nothing is encrypted here. */
  EncryptionKey: z.string().optional(),
  Tags: z.array(z.strictObject({ Key: z.string(), Value: z.string() })).default([]),
  BadgeEnabled: z
    .stringbool()
    .or(z.boolean())
    .refine((enabled) => !enabled, "there are no badges here")
    .optional(),
  /** Nobody but the account's own sees a project here either. */
  Visibility: z.literal("PRIVATE").optional(),
});

type Properties = z.infer<typeof properties>;

/** `Ref` is the project's name; attributes: Arn, Id. */
export function projectResource(projects: Projects): ResourceType<Properties> {
  return {
    type: "AWS::CodeBuild::Project",
    properties,
    apply({ properties: given, generatedName }, cloud) {
      const name = given.Name ?? generatedName;
      const { Source, Cache, Environment } = given;
      const serviceRole = given.ServiceRole.startsWith("arn:")
        ? given.ServiceRole
        : `arn:aws:iam::${cloud.accountId}:role/${given.ServiceRole}`;
      const watch = given.LogsConfig?.CloudWatchLogs;
      projects.put({
        name,
        ...(given.Description !== undefined && { description: given.Description }),
        serviceRole,
        source: {
          type: Source.Type,
          ...(Source.Location !== undefined && { location: Source.Location }),
          ...(Source.BuildSpec !== undefined && { buildspec: Source.BuildSpec }),
          ...(Source.GitCloneDepth !== undefined && { gitCloneDepth: Source.GitCloneDepth }),
        },
        ...(given.SourceVersion !== undefined && { sourceVersion: given.SourceVersion }),
        artifacts: artifactsOf(given.Artifacts),
        cache: {
          type: Cache.Type,
          ...(Cache.Location !== undefined && { location: Cache.Location }),
          ...(Cache.Modes !== undefined && { modes: Cache.Modes }),
        },
        environment: {
          type: Environment.Type,
          computeType: Environment.ComputeType,
          image: Environment.Image,
          privilegedMode: Environment.PrivilegedMode,
          imagePullCredentialsType: Environment.ImagePullCredentialsType,
          environmentVariables: Environment.EnvironmentVariables.map(({ Name, Value }) => ({
            name: Name,
            value: Value,
            type: "PLAINTEXT",
          })),
        },
        timeoutInMinutes: given.TimeoutInMinutes,
        queuedTimeoutInMinutes: given.QueuedTimeoutInMinutes,
        ...(given.ConcurrentBuildLimit !== undefined && { concurrentBuildLimit: given.ConcurrentBuildLimit }),
        cloudWatchLogs: {
          status: watch?.Status ?? "ENABLED",
          ...(watch?.GroupName !== undefined && { groupName: watch.GroupName }),
          ...(watch?.StreamName !== undefined && { streamName: watch.StreamName }),
        },
        encryptionKey: given.EncryptionKey ?? `arn:aws:kms:${cloud.region}:${cloud.accountId}:alias/aws/s3`,
        tags: given.Tags.map(({ Key, Value }) => ({ key: Key, value: Value })),
        created: cloud.clock.now() / 1000,
      });
      return { ref: name, attributes: { Arn: projects.arn(name), Id: name } };
    },
  };
}

function artifactsOf(given: Properties["Artifacts"]): ProjectArtifacts {
  if (given.Type === "NO_ARTIFACTS" || given.Location === undefined) return { type: "NO_ARTIFACTS" };
  return {
    type: "S3",
    location: given.Location,
    ...(given.Path !== undefined && { path: given.Path }),
    ...(given.Name !== undefined && { name: given.Name }),
    namespaceType: given.NamespaceType,
    packaging: given.Packaging,
    encryptionDisabled: given.EncryptionDisabled,
    overrideArtifactName: false,
  };
}
