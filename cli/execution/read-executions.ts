import { type ExecutionStatus, type HistoryEvent, paginateGetExecutionHistory, SFNClient } from "@aws-sdk/client-sfn";
import { explainEnd } from "../executions.ts";
import { explainingAws } from "../explain-aws.ts";
import { clientSettings, type Place } from "../place.ts";
import { type FoundStack, findStack } from "../stack/find-stack.ts";
import type { Execution, ShownExecution } from "./execution-lines.ts";
import { visitedStates } from "./history.ts";
import { findExecution, listExecutions, MACHINES, type Machine } from "./machines.ts";

export interface ListOptions {
  readonly machine?: Machine;
  readonly status?: ExecutionStatus;
  readonly most: number;
}

/** The last executions, the newest first. @throws UserError */
export const readExecutions = (place: Place, { machine, status, most }: ListOptions): Promise<Execution[]> =>
  withMachines(place, (sfn, stack) =>
    listExecutions(sfn, stack, { machines: machine ? [machine] : MACHINES, most, ...(status && { status }) }),
  );

/** One execution, by its name or the beginning of it. @throws UserError */
export const readExecution = (place: Place, name: string): Promise<ShownExecution> =>
  withMachines(place, async (sfn, stack) => {
    const { described, executionArn, ...execution } = await findExecution(sfn, stack, name);
    const { status = "", input, output, error, cause } = described;
    const reason = ["RUNNING", "SUCCEEDED"].includes(status) ? undefined : explainEnd({ status, error, cause });
    const states = visitedStates(await readHistory(sfn, executionArn));
    const shown = { ...execution, states, input: parsed(input) };
    return { ...shown, ...(output !== undefined && { output: parsed(output) }), ...(reason && { reason }) };
  });

/** All of an execution's history, in its order. */
export async function readHistory(sfn: SFNClient, executionArn: string): Promise<HistoryEvent[]> {
  const history: HistoryEvent[] = [];
  for await (const { events = [] } of paginateGetExecutionHistory({ client: sfn }, { executionArn })) history.push(...events);
  return history;
}

/** Runs `work` with Step Functions and the stack whose machines are meant. @throws UserError */
export async function withMachines<Result>(
  place: Place,
  work: (sfn: SFNClient, stack: FoundStack) => Promise<Result>,
): Promise<Result> {
  const sfn = new SFNClient(clientSettings(place));
  try {
    return await explainingAws(place, async () => work(sfn, await findStack(place)));
  } finally {
    sfn.destroy();
  }
}

const parsed = (text = "null"): unknown => JSON.parse(text);
