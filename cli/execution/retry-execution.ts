import { RedriveExecutionCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { type BuildQueue, EMPTY_QUEUE } from "../../src/rules/build-queue.ts";
import { explainingAws } from "../explain-aws.ts";
import { clientSettings, type Place } from "../place.ts";
import { createProgress } from "../progress.ts";
import { type Stack, withStack } from "../stack/with-stack.ts";
import { buildSite } from "../talk/site-build.ts";
import { findExecution, machineArn } from "./machines.ts";
import { readHistory } from "./read-executions.ts";
import { type RetryPlan, retryPlan } from "./retry-plan.ts";

export interface Retried {
  readonly by: RetryPlan["by"];
  /** the execution that is tried now */
  readonly execution: string;
}

export interface RetryOptions {
  readonly place: Place;
  readonly tell: (line: string) => void;
  readonly stopped: AbortSignal;
}

/** Tries an execution again that did not succeed. @throws UserError, Stopped */
export async function retryExecution(name: string, { place, tell, stopped }: RetryOptions): Promise<Retried> {
  const progress = createProgress(tell);
  const sfn = new SFNClient(clientSettings(place));
  const retry = async (stack: Stack): Promise<Retried> => {
    const { name: execution, machine, executionArn, described } = await findExecution(sfn, stack, name);
    const { status = "RUNNING", input = "{}" } = described;
    const events = await readHistory(sfn, executionArn);
    const plan = retryPlan({ name: execution, status, input, events }, await queueOf(stack), Date.now());
    switch (plan.by) {
      case "redrive":
        await sfn.send(new RedriveExecutionCommand({ executionArn }));
        return { by: plan.by, execution };
      case "start": {
        const stateMachineArn = machineArn(stack, machine);
        await sfn.send(new StartExecutionCommand({ stateMachineArn, name: plan.name, input: plan.input }));
        return { by: plan.by, execution: plan.name };
      }
      case "build":
        await progress.step("Building the talk's page", () => buildSite(stack, plan.talk, stopped));
        return { by: plan.by, execution };
    }
  };
  try {
    return await explainingAws(place, () => withStack(place, retry));
  } finally {
    progress.end();
    sfn.destroy();
  }
}

async function queueOf({ documents, tables }: Stack): Promise<BuildQueue> {
  const { Item } = await documents.send(
    new GetCommand({ TableName: tables.builds, Key: { site: "site" }, ConsistentRead: true }),
  );
  return (Item?.content as BuildQueue | undefined) ?? EMPTY_QUEUE;
}
