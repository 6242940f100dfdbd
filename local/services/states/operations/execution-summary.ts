import type { Summary } from "../store/execution-index.ts";
import { seconds } from "./input.ts";

/** An execution as ListExecutions and DescribeExecution show it. */
export function summaryOf({ executionArn, stateMachineArn, name, status, startedAt, endedAt, redrives }: Summary) {
  return {
    executionArn,
    stateMachineArn,
    name,
    status,
    startDate: seconds(startedAt),
    ...(endedAt === undefined ? {} : { stopDate: seconds(endedAt) }),
    redriveCount: redrives.count,
    ...(redrives.at === undefined ? {} : { redriveDate: seconds(redrives.at) }),
  };
}
