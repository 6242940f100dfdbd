/** A committed file that a script makes. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";

/** Writes `content` to `path`; with `--check` on the command line only fails (status 1) when the file differs. */
export function keep(path: string, content: string, command: string): void {
  const isFresh = existsSync(path) && readFileSync(path, "utf8") === content;
  if (!process.argv.includes("--check")) {
    if (!isFresh) writeFileSync(path, content);
    process.stdout.write(`${path} ${isFresh ? "was up to date" : "written"}\n`);
  } else if (!isFresh) {
    process.stderr.write(`${path} is out of date: run ${command} and commit it.\n`);
    process.exitCode = 1;
  }
}
