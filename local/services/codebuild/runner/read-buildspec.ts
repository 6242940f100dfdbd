/** Finds the build's buildspec, inline or in the source, and parses it. */
import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Build } from "../builds/build.ts";
import { type Buildspec, BuildspecError } from "../buildspec/buildspec.ts";
import { checkRuntimes } from "../buildspec/check-runtimes.ts";
import { parseBuildspec } from "../buildspec/parse-buildspec.ts";
import { BuildFailure } from "./build-failure.ts";

/** @throws BuildFailure YAML_FILE_ERROR */
export function readBuildspec({ source }: Build, sourceFolder: string): Buildspec {
  try {
    const buildspec = parseBuildspec(findText(source.buildspec ?? "", sourceFolder));
    checkRuntimes(buildspec.runtimeVersions, process.versions.node);
    return buildspec;
  } catch (error) {
    if (error instanceof BuildspecError) throw new BuildFailure("YAML_FILE_ERROR", error.message);
    throw error;
  }
}

/** A project's `buildspec` is the text itself when it has several lines or starts as one would. */
export function isInline(buildspec: string): boolean {
  return buildspec.includes("\n") || /^\s*(\{|version\s*:)/.test(buildspec);
}

function findText(buildspec: string, sourceFolder: string): string {
  if (isInline(buildspec)) return buildspec;
  const name = buildspec === "" ? "buildspec.yml" : buildspec;
  const path = join(sourceFolder, name);
  if (relative(sourceFolder, path).startsWith("..") || !existsSync(path)) {
    throw new BuildspecError(`stat ${path}: no such file or directory`);
  }
  return readFileSync(path, "utf8");
}
