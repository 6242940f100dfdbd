import { execFile } from "node:child_process";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";

export interface Buildspec {
  readonly version: number;
  readonly env: { readonly shell: string; readonly variables?: Record<string, string> };
  readonly phases: Record<string, { readonly commands: readonly string[]; readonly "runtime-versions"?: Record<string, number> }>;
  readonly artifacts?: { readonly files: readonly string[] };
  readonly cache?: { readonly paths: readonly string[] };
}

export const readBuildspec = async (name: string): Promise<Buildspec> => parse(await readFile(`buildspecs/${name}`, "utf8"));

/**
 * Runs phases' commands as CodeBuild does: in one bash, ending at the first command that fails.
 * The programs named are stood in for by ones that note how they were called and answer as told.
 */
export async function runPhases(
  buildspec: Buildspec,
  phases: readonly string[],
  environment: Record<string, string>,
  programs: Record<string, string>,
): Promise<{ code: number; output: string; calls: string[] }> {
  const folder = await mkdtemp(join(tmpdir(), "phases-"));
  try {
    for (const [name, answer] of Object.entries(programs)) {
      await writeFile(join(folder, name), `#!/bin/bash\necho "${name} $*" >> "${folder}/calls"\n${answer}\n`);
      await chmod(join(folder, name), 0o755);
    }
    const commands = phases.flatMap((phase) => buildspec.phases[phase]?.commands ?? []);
    const script = commands.map((command) => `${command}\n[ $? = 0 ] || exit 1\n`).join("");
    const env = { ...buildspec.env.variables, ...environment, PATH: `${folder}:/usr/bin:/bin` };
    const { code, output } = await run(script, env, folder);
    const calls = await readFile(join(folder, "calls"), "utf8").catch(() => "");
    return { code, output, calls: calls.split("\n").filter(Boolean) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function run(script: string, env: Record<string, string>, cwd: string): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    execFile("/bin/bash", ["--norc", "-c", script], { env, cwd }, (error, stdout, stderr) =>
      resolve({ code: error ? 1 : 0, output: stdout + stderr }),
    );
  });
}
