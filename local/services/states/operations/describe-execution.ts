/** DescribeExecution */
import { z } from "zod";
import type { Operation } from "../../../contracts.ts";
import { checkArn } from "../arns.ts";
import { notRedrivable } from "../redrivable.ts";
import type { States } from "../states.ts";
import { summaryOf } from "./execution-summary.ts";
import { checked, includedData } from "./input.ts";

const schema = z.strictObject({ executionArn: z.string(), includedData });

export const describeExecution = (states: States): Operation<z.input<typeof schema>> => ({
  action: "states:DescribeExecution",
  resource: ({ executionArn }) => String(executionArn),
  run(call, cloud) {
    const { executionArn, includedData: included } = checked(schema, call.input);
    checkArn(executionArn, "execution");
    const summary = states.executions.get(executionArn);
    const { header, records } = states.executions.read(executionArn);
    const last = records.at(-1);
    const { output, error, cause } = (summary.status !== "RUNNING" && last && "event" in last && last.event.details) || {};
    const reason = notRedrivable(summary, cloud.clock.now());
    const described = {
      ...summaryOf(summary),
      redriveStatus: reason === undefined ? "REDRIVABLE" : "NOT_REDRIVABLE",
      ...(reason === undefined ? {} : { redriveStatusReason: reason }),
    };
    if (included === "METADATA_ONLY") return described;
    return {
      ...described,
      input: header.input,
      inputDetails: { included: true },
      ...(output === undefined ? {} : { output, outputDetails: { included: true } }),
      ...(error === undefined ? {} : { error }),
      ...(cause === undefined ? {} : { cause }),
    };
  },
});
