/** What DOWNLOAD_SOURCE brings together: the log, the source, the buildspec, the environment. */
import { devNull } from "node:os";
import { AwsError } from "../../../errors.ts";
import { uuidOf } from "../builds/build.ts";
import type { Buildspec } from "../buildspec/buildspec.ts";
import { buildEnvironment } from "./build-environment.ts";
import { BuildFailure } from "./build-failure.ts";
import type { Parts } from "./build-run.ts";
import { downloadSource } from "./download-source.ts";
import { readBuildspec } from "./read-buildspec.ts";
import { buildHome, type Workspace } from "./workspace.ts";

/** Clones the source and reads the buildspec; the first thing is the log, without which a build on AWS does not start. */
export async function prepare(
  { cloud, progress, principal, log, signal, stateFolder }: Parts,
  workspace: Workspace,
): Promise<Buildspec> {
  const { build } = progress;
  try {
    if (progress.attempt > 1) {
      log.note(`The machine that ran this build went away; building again (attempt ${progress.attempt})`);
    }
    log.note("Waiting for DOWNLOAD_SOURCE");
    log.flush();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new BuildFailure(
      "ACCESS_DENIED",
      `Service role ${build.serviceRole} does not allow AWS CodeBuild to create Amazon CloudWatch Logs log streams for build ${build.arn}. Error message: ${error.message}`,
    );
  }
  const environment = {
    PATH: process.env.PATH ?? "",
    HOME: buildHome(stateFolder),
    LC_ALL: "C",
    // Neither the machine's git configuration nor one that an earlier build left in its HOME.
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: devNull,
    GIT_TERMINAL_PROMPT: "0",
  };
  const commit = await downloadSource(cloud, { build, principal, folder: workspace.source, environment, signal });
  if (commit !== undefined) build.resolvedSourceVersion = commit;
  const buildspec = readBuildspec(build, workspace.source);
  log.note(`CODEBUILD_SRC_DIR=${workspace.source}`);
  return buildspec;
}

/** The environment of the build's commands, with the service role's credentials. @throws BuildFailure */
export function environmentOf(
  { cloud, progress, stateFolder, closing }: Parts,
  workspace: Workspace,
  buildspec: Buildspec,
  tools: string | undefined,
): Record<string, string> {
  const { build } = progress;
  try {
    const credentials = cloud.iam.assumeRole(build.serviceRole, "codebuild.amazonaws.com", `AWSCodeBuild-${uuidOf(build)}`);
    return buildEnvironment({
      build,
      region: cloud.region,
      endpoint: cloud.endpoint,
      credentials,
      home: buildHome(stateFolder),
      temporaryFolder: workspace.temporary,
      sourceFolder: workspace.source,
      buildspecVariables: buildspec.variables,
      host: process.env,
      inImage: closing.container !== undefined,
      tools,
    });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new BuildFailure(
      "ACCESS_DENIED",
      `CodeBuild is not authorized to perform: sts:AssumeRole on ${build.serviceRole}: ${error.message}`,
    );
  }
}
