/** RedriveExecution: an execution that ended without success goes on where it failed. */
import { z } from "zod";
import type { Operation } from "../../../contracts.ts";
import { checkArn } from "../arns.ts";
import type { States } from "../states.ts";
import { checked, seconds } from "./input.ts";

const schema = z.strictObject({ executionArn: z.string(), clientToken: z.string().min(1).max(64).optional() });

export const redriveExecution = (states: States): Operation<z.input<typeof schema>> => ({
  action: "states:RedriveExecution",
  resource: ({ executionArn }) => String(executionArn),
  async run(call) {
    const { executionArn, clientToken } = checked(schema, call.input);
    checkArn(executionArn, "execution");
    return { redriveDate: seconds(await states.executions.redrive(executionArn, clientToken)) };
  },
});
