/** DeleteStateMachine: its running executions are aborted; their histories stay. */
import { z } from "zod";
import type { Operation } from "../../../contracts.ts";
import { checkArn } from "../arns.ts";
import type { States } from "../states.ts";
import { checked } from "./input.ts";

const schema = z.strictObject({ stateMachineArn: z.string() });

export const deleteStateMachine = (states: States): Operation<z.input<typeof schema>> => ({
  action: "states:DeleteStateMachine",
  resource: ({ stateMachineArn }) => String(stateMachineArn),
  async run(call) {
    const { stateMachineArn: arn } = checked(schema, call.input);
    checkArn(arn, "stateMachine");
    // Nothing new can start while its executions end; as on AWS it is no error that there is none.
    states.machines.delete(arn);
    const running = states.executions.list(arn).filter(({ status }) => status === "RUNNING");
    await Promise.all(running.map(({ executionArn }) => states.executions.stop(executionArn, {})));
    return {};
  },
});
