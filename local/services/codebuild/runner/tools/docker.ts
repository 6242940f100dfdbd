/** `docker` in a build that builds images: `node docker.ts <settings> <arguments>`, with a file of `DockerSettings`. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { NotTranslated, type Translation, translateDocker } from "./translate-docker.ts";

export interface DockerSettings extends Translation {
  /** The engine's environment, instead of the build's. */
  readonly environment: Readonly<Record<string, string>>;
}

const [settingsFile = "", ...args] = process.argv.slice(2);
const settings = JSON.parse(readFileSync(settingsFile, "utf8")) as DockerSettings;
try {
  const { CODEBUILD_BUILD_ID } = process.env;
  // With the build's id: by that what it starts is ended with the build.
  const env = { ...settings.environment, ...(CODEBUILD_BUILD_ID && { CODEBUILD_BUILD_ID }) };
  const { status, error } = spawnSync(settings.engine, translateDocker(args, settings), { env, stdio: "inherit" });
  if (error) throw error;
  process.exitCode = status ?? 1;
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = error instanceof NotTranslated ? 125 : 127; // docker's own status for its own errors; the shell's
}
