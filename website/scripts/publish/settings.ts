import type { Settings } from "../releases/activate.ts";
import { BuildProblem } from "../support/program.ts";
import type { Build } from "./publish-site.ts";

const day = 24 * 60 * 60 * 1000;

/** What is kept of the past. @throws BuildProblem when a variable is no number, or would keep no release at all */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const keep = numberIn(environment, "RELEASES_KEPT", 20);
  if (!Number.isInteger(keep) || keep < 1)
    throw new BuildProblem(`RELEASES_KEPT is ${keep}: it must be a whole number from 1 on`);
  return { keep, grace: numberIn(environment, "ASSET_GRACE_DAYS", 7) * day };
}

/** The build that CodeBuild runs; outside of CodeBuild one by hand, started now. */
export function readBuild(environment: NodeJS.ProcessEnv, now = Date.now()): Build {
  return {
    commit: environment.CODEBUILD_RESOLVED_SOURCE_VERSION || "unknown",
    order: {
      startedAt: numberIn(environment, "CODEBUILD_START_TIME", now),
      build: numberIn(environment, "CODEBUILD_BUILD_NUMBER", 0),
    },
  };
}

function numberIn(environment: NodeJS.ProcessEnv, name: string, otherwise: number): number {
  const text = environment[name];
  if (text === undefined || text === "") return otherwise;
  const number = Number(text);
  if (!(number >= 0 && number < Number.MAX_SAFE_INTEGER))
    throw new BuildProblem(`${name} is ${JSON.stringify(text)}: it must be a number`);
  return number;
}
