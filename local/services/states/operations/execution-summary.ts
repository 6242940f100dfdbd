import type { Summary } from "../store/execution-index.ts";
import { seconds } from "./input.ts";

/** An execution as ListExecutions and DescribeExecution show it. Nothing is redriven here. */
export function summaryOf({ executionArn, stateMachineArn, name, status, startedAt, endedAt }: Summary) {
  return {
    executionArn,
    stateMachineArn,
    name,
    status,
    startDate: seconds(startedAt),
    ...(endedAt === undefined ? {} : { stopDate: seconds(endedAt) }),
    redriveCount: 0,
  };
}
