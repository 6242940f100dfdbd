/** ListExecutions */
import { z } from "zod";
import type { Operation } from "../../../contracts.ts";
import { checkArn } from "../arns.ts";
import type { States } from "../states.ts";
import { summaryOf } from "./execution-summary.ts";
import { checked, maxResults, page } from "./input.ts";

const schema = z.strictObject({
  stateMachineArn: z.string(),
  statusFilter: z.enum(["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"]).optional(),
  redriveFilter: z.enum(["REDRIVEN", "NOT_REDRIVEN"]).optional(),
  maxResults,
  nextToken: z.string().optional(),
});

export const listExecutions = (states: States): Operation<z.input<typeof schema>> => ({
  action: "states:ListExecutions",
  resource: ({ stateMachineArn }) => String(stateMachineArn),
  run(call) {
    const { stateMachineArn, statusFilter, redriveFilter, ...paging } = checked(schema, call.input);
    checkArn(stateMachineArn, "stateMachine");
    const { arn } = states.machines.get(stateMachineArn);
    const all = states.executions.list(arn);
    const found = all.filter(
      ({ status, redrives }) =>
        (statusFilter === undefined || status === statusFilter) &&
        (redriveFilter === undefined || redrives.count > 0 === (redriveFilter === "REDRIVEN")),
    );
    const { items, ...next } = page(found, ({ executionArn }) => executionArn, paging);
    return { executions: items.map(summaryOf), ...next };
  },
});
