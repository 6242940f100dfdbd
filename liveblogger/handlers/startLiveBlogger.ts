import type { Context } from "aws-lambda";
import { startExecution } from "../../src/aws/stepfunctions.ts";
import { required } from "../../src/environment.ts";
import { logOf } from "../../src/log.ts";
import { keysIn, liveBloggerInput } from "../rules/photo-events.ts";

/** S3 tells of a photograph: starts the live blogger once for each. Gives the names of the executions. @throws MalformedInput */
export async function handler(event: unknown, context: Context): Promise<string[]> {
  const stateMachineArn = required("STATE_MACHINE_ARN");
  const names: string[] = [];
  for (const key of keysIn(event)) {
    const input = liveBloggerInput(key);
    const log = logOf(input ?? {}, context);
    if (!input) {
      log.warn("Nothing to do for what is no photograph", { key });
      continue;
    }
    const isNew = await startExecution(stateMachineArn, input.execution, input);
    log.info(isNew ? "Started the live blogger" : "The live blogger was started for this photograph already");
    names.push(input.execution);
  }
  return names;
}
