/** StopExecution */
import { z } from "zod";
import type { Operation } from "../../../contracts.ts";
import { checkArn } from "../arns.ts";
import type { States } from "../states.ts";
import { checked, seconds } from "./input.ts";

const schema = z.strictObject({
  executionArn: z.string(),
  error: z.string().max(256).optional(),
  cause: z.string().max(32_768).optional(),
});

export const stopExecution = (states: States): Operation<z.input<typeof schema>> => ({
  action: "states:StopExecution",
  resource: ({ executionArn }) => String(executionArn),
  async run(call, cloud) {
    const { executionArn, error, cause } = checked(schema, call.input);
    checkArn(executionArn, "execution");
    const reason = { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
    const { endedAt } = await states.executions.stop(executionArn, reason);
    return { stopDate: seconds(endedAt ?? cloud.clock.now()) };
  },
});
