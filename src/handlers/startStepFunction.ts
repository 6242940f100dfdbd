import type { Context } from "aws-lambda";
import { startExecution } from "../aws/stepfunctions.ts";
import { required } from "../environment.ts";
import { logOf } from "../log.ts";
import { reasonNotToPublish, siteBuilderInput } from "../rules/publishing.ts";
import { pushedReferences } from "../rules/push-event.ts";

/**
 * SNS delivers a CodeCommit push: starts the site builder once for each push to the publishing branch.
 * Gives the names of the executions. @throws MalformedInput
 */
export async function handler(event: unknown, context: Context): Promise<string[]> {
  const stateMachineArn = required("STATE_MACHINE_ARN");
  const branch = required("PUBLISHING_BRANCH");
  const names: string[] = [];
  for (const pushed of pushedReferences(event)) {
    const input = siteBuilderInput(pushed, branch);
    const log = logOf(input, context);
    const reason = reasonNotToPublish(pushed, branch);
    if (reason) {
      log.info(`Nothing to publish: ${reason}`);
      continue;
    }
    const isNew = await startExecution(stateMachineArn, input.execution, input);
    log.info(isNew ? "Started the site builder" : "The site builder was started for this push already");
    names.push(input.execution);
  }
  return names;
}
