import { spawn } from "node:child_process";
import { BuildProblem, type Progress } from "../support/program.ts";

/** npm shows no progress without a terminal, and a build's log must not look dead for minutes. */
const heartbeatMs = 10_000;

/** Runs `npm ci` in a folder, without what only developers need and without packages' own scripts. @throws BuildProblem when npm fails. */
export async function npmCi(folder: string, progress: Progress): Promise<void> {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  progress("npm ci, because neither the image nor the cache has the modules of this lock file");
  const heartbeat = setInterval(() => progress(`still installing, ${seconds()} s`), heartbeatMs);
  try {
    const code = await exitCode(folder);
    if (code !== 0) throw new BuildProblem(`npm ci failed with exit code ${code}: its own message stands above`);
    progress(`installed in ${seconds()} s`);
  } finally {
    clearInterval(heartbeat);
  }
}

function exitCode(folder: string): Promise<number | null> {
  const options = ["--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"];
  return new Promise((resolve, reject) => {
    const npm = spawn("npm", ["ci", ...options], { cwd: folder, stdio: ["ignore", "inherit", "inherit"] });
    npm.once("error", (error) => reject(new BuildProblem(`npm could not be started: ${error.message}`)));
    npm.once("close", resolve);
  });
}
