import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { BuildProblem } from "../support/program.ts";

/** How a process ended: with an exit code, or killed by a signal. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Runs `gatsby build` in the site's folder; what it prints goes where this process prints. */
export function runGatsby(site: string): Promise<Ending> {
  return new Promise((resolve, reject) => {
    const gatsby = spawn(join(site, "node_modules/.bin/gatsby"), ["build"], {
      cwd: site,
      stdio: ["ignore", "inherit", "inherit"],
    });
    gatsby.once("error", (error) => reject(new BuildProblem(`gatsby could not be started: ${error.message}`)));
    gatsby.once("close", (code, signal) => resolve({ code, signal }));
  });
}

/** The version of the Gatsby that is installed. @throws BuildProblem when there is none */
export async function gatsbyVersion(site: string): Promise<string> {
  try {
    return String(JSON.parse(await readFile(join(site, "node_modules/gatsby/package.json"), "utf8")).version);
  } catch {
    throw new BuildProblem("there is no Gatsby in node_modules: run node scripts/modules.ts, or npm ci, first");
  }
}
