/** The environment of a build: what CodeBuild gives, and nothing else of this machine's. */
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import type { Credentials } from "../../../contracts.ts";
import type { Build } from "../builds/build.ts";

export interface EnvironmentParts {
  readonly build: Build;
  readonly region: string;
  readonly endpoint: string;
  readonly credentials: Credentials;
  readonly home: string;
  readonly temporaryFolder: string;
  readonly sourceFolder: string;
  /** The buildspec's `env.variables`. */
  readonly buildspecVariables: Readonly<Record<string, string>>;
  readonly host: Readonly<NodeJS.ProcessEnv>;
  /** Whether the build runs in an image of its own, which has its own search path and none of the host's files. */
  readonly inImage?: boolean;
  /** A folder of programs that come before the host's. */
  readonly tools?: string | undefined;
}

/** Everything, later parts winning: buildspec, project and StartBuild (already merged in the build), CodeBuild's own. */
export function buildEnvironment(parts: EnvironmentParts): Record<string, string> {
  const own = parts.build.environment.environmentVariables.filter(({ name }) => !isReserved(name));
  return {
    ...(parts.inImage ? networkVariables(parts.host) : hostVariables(parts.host, parts.tools)),
    LANG: "C.UTF-8",
    HOME: parts.home,
    TMPDIR: parts.temporaryFolder,
    ...withoutReserved(parts.buildspecVariables),
    ...Object.fromEntries(own.map(({ name, value }) => [name, value])),
    ...awsVariables(parts),
  };
}

/** Names that only CodeBuild sets. */
function isReserved(name: string): boolean {
  return name.startsWith("CODEBUILD_");
}

function withoutReserved(variables: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !isReserved(name)));
}

/** https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-env-vars.html */
function awsVariables({ build, region, endpoint, credentials, sourceFolder }: EnvironmentParts): Record<string, string> {
  const { streamName } = build.logs;
  return {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    CODEBUILD_BUILD_ARN: build.arn,
    CODEBUILD_BUILD_ID: build.id,
    CODEBUILD_BUILD_IMAGE: build.environment.image,
    CODEBUILD_BUILD_NUMBER: String(build.buildNumber),
    CODEBUILD_BUILD_SUCCEEDING: "1",
    CODEBUILD_CI: "true",
    CODEBUILD_INITIATOR: build.initiator,
    CODEBUILD_KMS_KEY_ID: build.encryptionKey,
    CODEBUILD_SRC_DIR: sourceFolder,
    CODEBUILD_START_TIME: String(Math.round(build.startTime * 1000)),
    ...(streamName !== undefined && { CODEBUILD_LOG_PATH: streamName }),
    ...(build.source.location !== undefined && { CODEBUILD_SOURCE_REPO_URL: build.source.location }),
    ...(build.sourceVersion !== undefined && { CODEBUILD_SOURCE_VERSION: build.sourceVersion }),
    ...(build.resolvedSourceVersion !== undefined && { CODEBUILD_RESOLVED_SOURCE_VERSION: build.resolvedSourceVersion }),
  };
}

/** What a package manager needs to reach its registry from this machine, and no build can know. */
const NETWORK = [
  "http_proxy",
  "https_proxy",
  "no_proxy",
  "npm_config_https_proxy",
  "npm_config_noproxy",
  "npm_config_proxy",
  "npm_config_registry",
  "npm_config_strict_ssl",
];
/** The same, as paths of this machine's files. */
const FILES = ["node_extra_ca_certs", "npm_config_cafile", "ssl_cert_dir", "ssl_cert_file"];

function hostVariables(host: Readonly<NodeJS.ProcessEnv>, tools: string | undefined): Record<string, string> {
  const userConfig = host.npm_config_userconfig ?? host.NPM_CONFIG_USERCONFIG ?? join(host.HOME ?? homedir(), ".npmrc");
  return {
    PATH: (tools === undefined ? [] : [tools]).concat(searchPath(host.PATH ?? "")).join(delimiter),
    ...networkVariables(host),
    ...named(host, FILES),
    ...(existsSync(userConfig) && { NPM_CONFIG_USERCONFIG: userConfig }),
  };
}

const networkVariables = (host: Readonly<NodeJS.ProcessEnv>) => named(host, NETWORK);

/** The host's variables of these names, in whatever case. */
function named(host: Readonly<NodeJS.ProcessEnv>, names: readonly string[]): Record<string, string> {
  const found = Object.entries(host).filter(([name]) => names.includes(name.toLowerCase()));
  return Object.fromEntries(found.map(([name, value]) => [name, value ?? ""]));
}

/** Our own Node first; not the programs of the package whose npm script started us, which no build machine has. */
function searchPath(path: string): string {
  const folders = path.split(delimiter).filter((folder) => !/\/node_modules\/\.bin\/?$|node-gyp-bin$/.test(folder));
  return [dirname(process.execPath), ...folders].join(delimiter);
}
