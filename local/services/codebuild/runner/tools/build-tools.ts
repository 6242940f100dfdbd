/** The programs that CodeBuild's own image has for building images, and this machine may not: `docker` and `aws`. */
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Engine } from "../containers/engine.ts";
import { quoted } from "../quoted.ts";
import type { DockerSettings } from "./docker.ts";
import type { Translation } from "./translate-docker.ts";

/** Puts the programs in a new folder, for the front of the build's search path. */
export function makeBuildTools(folder: string, engine: Engine, registry: Translation["registry"]): void {
  mkdirSync(folder, { recursive: true });
  const { name, options, environment } = engine;
  const settings: DockerSettings = { engine: name, options, environment, registry };
  const file = join(folder, "docker.json");
  writeFileSync(file, JSON.stringify(settings), { mode: 0o600 });
  writeProgram(join(folder, "docker"), [join(import.meta.dirname, "docker.ts"), file]);
  writeProgram(join(folder, "aws"), [join(import.meta.dirname, "aws.ts"), folder]);
}

/** A program that runs one of Node's, by the Node that runs this. */
function writeProgram(path: string, args: readonly string[]): void {
  const words = [process.execPath, "--no-warnings", ...args].map(quoted);
  writeFileSync(path, `#!/bin/sh\nexec ${words.join(" ")} "$@"\n`);
  chmodSync(path, 0o755);
}
