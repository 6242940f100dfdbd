/** DOWNLOAD_SOURCE: a fresh clone of the local repository at the commit that is to be built. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Cloud, Principal } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import type { Build } from "../builds/build.ts";
import { BuildFailure } from "./build-failure.ts";
import { runProgram } from "./run-program.ts";

export interface Download {
  readonly build: Build;
  readonly principal: Principal;
  /** Where the source goes; made here. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** Where CodeBuild finds a CodeCommit repository. */
export const LOCATION = /^https:\/\/git-codecommit\.[a-z0-9-]+\.amazonaws\.com\/v1\/repos\/([\w.-]+)$/;

/**
 * Fills `folder` and returns the commit's full id; undefined when the project has no source.
 * @throws BuildFailure
 */
export async function downloadSource(cloud: Cloud, download: Download): Promise<string | undefined> {
  const { source, sourceVersion, resolvedSourceVersion } = download.build;
  if (source.type === "NO_SOURCE") {
    mkdirSync(download.folder, { recursive: true });
    return undefined;
  }
  const name = LOCATION.exec(source.location ?? "")?.[1] ?? "";
  const path = findRepository(cloud, name, download.principal);
  // A build that is run again builds the same commit, wherever its branch is by now.
  const commit = await resolveVersion(path, resolvedSourceVersion ?? sourceVersion, download);
  const depth = source.gitCloneDepth ?? 0;
  // `file://` goes through the protocol, which knows depths; a plain path is read where it is.
  const from = depth > 0 ? `file://${path}` : path;
  await git(download, ["init", "--quiet", "--template=", download.folder]);
  const inside = ["-C", download.folder];
  if (depth === 0) borrowObjects(download.folder, path);
  await git(download, [...inside, "remote", "add", "origin", `${cloud.endpoint}/v1/repos/${name}`]);
  const anyCommit = "--upload-pack=git -c uploadpack.allowAnySHA1InWant=true upload-pack";
  const limit =
    depth > 0
      ? [`--depth=${depth}`, anyCommit, from, commit]
      : [from, "+refs/heads/*:refs/remotes/origin/*", "+refs/tags/*:refs/tags/*"];
  await git(download, [...inside, "fetch", "--quiet", "--no-tags", ...limit]);
  await git(download, [...inside, "checkout", "--quiet", "--detach", commit]);
  return commit;
}

/** Lets the clone read the repository's objects where they are: packing and unpacking them again is most of a fetch. */
function borrowObjects(clone: string, repository: string): void {
  const information = join(clone, ".git/objects/info");
  mkdirSync(information, { recursive: true });
  writeFileSync(join(information, "alternates"), `${join(repository, "objects")}\n`);
}

function findRepository(cloud: Cloud, name: string, principal: Principal): string {
  const arn = `arn:aws:codecommit:${cloud.region}:${cloud.accountId}:${name}`;
  try {
    cloud.iam.authorize({ principal, action: "codecommit:GitPull", resource: arn });
    return cloud.codecommit.repositoryPath(name);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const code = error.code === "RepositoryDoesNotExistException" ? "CLIENT_ERROR" : "ACCESS_DENIED";
    throw new BuildFailure(code, `${error.message} for primary source`);
  }
}

/** A branch, a tag, a full reference or a commit; the default branch when nothing is said. */
async function resolveVersion(path: string, version: string | undefined, download: Download): Promise<string> {
  const wanted = version === undefined || version === "" ? "HEAD" : version;
  const { exitCode, output } = await runProgram(
    "git",
    [`--git-dir=${path}`, "rev-parse", "--verify", "--quiet", "--end-of-options", `${wanted}^{commit}`],
    { env: download.environment, signal: download.signal },
  );
  if (exitCode !== 0) {
    throw new BuildFailure(
      "CLIENT_ERROR",
      `reference not found for primary source and source version ${version ?? ""}`.trimEnd(),
    );
  }
  return output;
}

async function git({ environment, signal }: Download, args: readonly string[]): Promise<void> {
  const { exitCode, output } = await runProgram("git", args, { env: environment, signal });
  if (exitCode !== 0)
    throw new BuildFailure("CLIENT_ERROR", `git ${args.find((arg) => /^[a-z]+$/.test(arg))}: ${output} for primary source`);
}
