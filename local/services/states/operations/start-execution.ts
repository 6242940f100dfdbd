/** StartExecution */
import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Operation } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import { checkArn } from "../arns.ts";
import { textExceedsPayloadLimit } from "../asl/limits.ts";
import { isValidName } from "../names.ts";
import type { States } from "../states.ts";
import { checked, seconds } from "./input.ts";

const schema = z.strictObject({
  stateMachineArn: z.string(),
  name: z.string().optional(),
  /** JSON text. */
  input: z.string().default("{}"),
  /** Tracing changes nothing locally. */
  traceHeader: z.string().optional(),
});

export const startExecution = (states: States): Operation<z.input<typeof schema>> => ({
  action: "states:StartExecution",
  resource: ({ stateMachineArn }) => String(stateMachineArn),
  run(call) {
    const { stateMachineArn, name = randomUUID(), input } = checked(schema, call.input);
    checkArn(stateMachineArn, "stateMachine");
    if (!isValidName(name)) throw new AwsError("InvalidName", `Invalid Name: '${name}'`);
    checkInput(input);
    const { executionArn, startedAt } = states.executions.start(states.machines.get(stateMachineArn), name, input);
    return { executionArn, startDate: seconds(startedAt) };
  },
});

/** @throws AwsError InvalidExecutionInput, ValidationException */
function checkInput(input: string): void {
  if (textExceedsPayloadLimit(input)) {
    const message = "Value at 'input' failed to satisfy constraint: Member must have length less than or equal to 262144";
    throw new AwsError("ValidationException", `1 validation error detected: ${message}`);
  }
  try {
    JSON.parse(input);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AwsError("InvalidExecutionInput", `Invalid State Machine Execution Input: '${reason}'`);
  }
}
