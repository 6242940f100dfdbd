/** UPLOAD_ARTIFACTS: the build's files, to S3, as the service role. */
import { readFileSync } from "node:fs";
import { basename, join, posix } from "node:path";
import { zipSync } from "fflate";
import { glob } from "tinyglobby";
import type { Cloud, Principal } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import type { ArtifactsSpec } from "../buildspec/buildspec.ts";
import type { ProjectArtifacts } from "../projects.ts";
import { BuildFailure } from "./build-failure.ts";

export interface Upload {
  readonly artifacts: ProjectArtifacts;
  readonly spec: ArtifactsSpec | undefined;
  readonly sourceFolder: string;
  readonly projectName: string;
  readonly buildUuid: string;
  readonly principal: Principal;
  note(line: string): void;
}

/** Does nothing for a project without artifacts. @throws BuildFailure */
export async function uploadArtifacts(cloud: Cloud, upload: Upload): Promise<void> {
  const { artifacts, spec } = upload;
  if (artifacts.type === "NO_ARTIFACTS") return;
  if (spec === undefined) throw new BuildFailure("CLIENT_ERROR", "no artifacts are named in the buildspec");
  const files = await findFiles(upload.sourceFolder, spec);
  upload.note(`Found ${files.size} file(s)`);
  if (files.size === 0) throw new BuildFailure("CLIENT_ERROR", "no matching artifact paths found");
  const prefix = artifactKey(artifacts, upload.projectName, upload.buildUuid);
  const put = async (key: string, body: Uint8Array) => {
    try {
      await cloud.s3.put({ bucket: artifacts.location, key, body, principal: upload.principal });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      throw new BuildFailure("CLIENT_ERROR", `Error in UPLOAD_ARTIFACTS phase: ${error.code}: ${error.message}`);
    }
  };
  if (artifacts.packaging === "ZIP") {
    return put(prefix, zipSync(Object.fromEntries([...files].map(([name, path]) => [name, readFileSync(path)]))));
  }
  for (const [name, path] of files) await put(prefix === "" ? name : `${prefix}/${name}`, readFileSync(path));
}

/** Path, build id (by NamespaceType) and name; a name of `/` is none. */
export function artifactKey(
  artifacts: ProjectArtifacts & { readonly type: "S3" },
  projectName: string,
  buildUuid: string,
): string {
  const name = artifacts.name ?? projectName;
  const parts = [artifacts.path ?? "", artifacts.namespaceType === "BUILD_ID" ? buildUuid : "", name];
  return parts
    .map((part) => part.replace(/^\/+|\/+$/g, ""))
    .filter(Boolean)
    .join("/");
}

/** The artifacts' paths on disk by their names. */
async function findFiles(sourceFolder: string, spec: ArtifactsSpec): Promise<Map<string, string>> {
  const base = join(sourceFolder, spec.baseDirectory ?? "");
  const patterns = spec.files.map((pattern) => posix.normalize(pattern));
  const found = await glob(patterns, { cwd: base, dot: true, ignore: [...spec.excludePaths], expandDirectories: false });
  return new Map(found.sort().map((file) => [spec.discardPaths ? basename(file) : file, join(base, file)]));
}
