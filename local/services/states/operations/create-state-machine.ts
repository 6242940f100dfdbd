/** CreateStateMachine: any definition can be tried without a template. */
import { z } from "zod";
import type { Operation } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import { machineArn } from "../arns.ts";
import { InvalidDefinition } from "../asl/errors.ts";
import { loadValidMachine } from "../asl/load.ts";
import { isValidName } from "../names.ts";
import { checkAssumable, checkPassable } from "../role.ts";
import type { States } from "../states.ts";
import { checked, definitionText, machineType, seconds } from "./input.ts";

const schema = z.strictObject({
  name: z.string(),
  definition: definitionText,
  roleArn: z.string(),
  type: machineType,
  /** Executions are not logged to CloudWatch Logs here: their histories are kept. */
  loggingConfiguration: z
    .strictObject({ level: z.literal("OFF").optional(), includeExecutionData: z.boolean().optional() })
    .optional(),
  /** There is no X-Ray to trace to: changes nothing locally. */
  tracingConfiguration: z.strictObject({ enabled: z.boolean().optional() }).optional(),
  /** Tags change nothing locally. */
  tags: z.array(z.strictObject({ key: z.string(), value: z.string() })).optional(),
});

export const createStateMachine = (states: States): Operation<z.input<typeof schema>> => ({
  action: "states:CreateStateMachine",
  resource: ({ name }, cloud) => machineArn(cloud, String(name)),
  run({ input, principal }, cloud) {
    const { name, definition, roleArn, type } = checked(schema, input);
    if (!isValidName(name)) throw new AwsError("InvalidName", `Invalid Name: '${name}'`);
    if (type === "EXPRESS") throw new AwsError("StateMachineTypeNotSupported", "Express state machines are not run here");
    if (!roleArn.startsWith("arn:")) throw new AwsError("InvalidArn", `Invalid Role Arn: '${roleArn}'`);
    checkPassable(roleArn, principal, cloud);
    checkDefinition(definition);
    checkAssumable(roleArn, name, cloud);
    const arn = machineArn(cloud, name);
    const existing = states.machines.find(arn);
    if (existing && existing.definition !== definition) {
      throw new AwsError("StateMachineAlreadyExists", `State Machine Already Exists: '${arn}'`);
    }
    // As on AWS the same definition under the same name is the same machine, whatever the role.
    if (!existing) states.machines.create({ arn, name, roleArn, definition }, cloud.clock.now());
    return { stateMachineArn: arn, creationDate: seconds(states.machines.createdAt(arn)) };
  },
});

/** @throws AwsError InvalidDefinition that names everything that is wrong or not run here */
function checkDefinition(definition: string): void {
  try {
    loadValidMachine(definition);
  } catch (error) {
    if (!(error instanceof InvalidDefinition)) throw error;
    throw new AwsError("InvalidDefinition", `Invalid State Machine Definition: '${error.problems.join(", ")}'`);
  }
}
