/** What a failed build says of itself. */
import { lastLines } from "../aws/logs.ts";
import { createLog } from "../log.ts";
import { reasonIn } from "../rules/build-log.ts";
import type { ObservedBuild } from "../rules/build-outcome.ts";

/** The functions that ask have 30 seconds for everything. */
const PATIENCE = 5_000;

/** Why the build failed, by its own programs; undefined when none says, or its log can't be read: that must stop nobody. */
export async function reasonInLog({ id, logs }: ObservedBuild): Promise<string | undefined> {
  if (!logs?.groupName || !logs.streamName) return undefined;
  try {
    return reasonIn(await lastLines(logs.groupName, logs.streamName, PATIENCE));
  } catch (error) {
    createLog().warn("The build's log can't be read; CodeBuild's own message is told", { buildId: id, error });
    return undefined;
  }
}
