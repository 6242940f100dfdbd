/** AWS::StepFunctions::StateMachine */
import { z } from "zod";
import type { ResourceType } from "../../contracts.ts";
import { UnsupportedTemplate } from "../../errors.ts";
import { machineArn } from "./arns.ts";
import { InvalidDefinition } from "./asl/errors.ts";
import { loadValidMachine } from "./asl/load.ts";
import { isValidName } from "./names.ts";
import { checkAssumable } from "./role.ts";
import type { States } from "./states.ts";

const flag = z.union([z.boolean(), z.stringbool()]);

const properties = z.strictObject({
  StateMachineName: z.string().refine(isValidName, "no valid name of a state machine").optional(),
  /** JSON text, the packaged template's `Fn::Sub` resolved; or the same as an object. */
  DefinitionString: z.string().optional(),
  Definition: z.record(z.string(), z.json()).optional(),
  RoleArn: z.string(),
  /** Express machines have other guarantees and are not run. */
  StateMachineType: z.literal("STANDARD").optional(),
  /** Executions are not logged to CloudWatch Logs here: their histories are kept. */
  LoggingConfiguration: z.strictObject({ Level: z.literal("OFF"), IncludeExecutionData: flag.optional() }).optional(),
  /** There is no X-Ray to trace to: changes nothing locally. */
  TracingConfiguration: z.strictObject({ Enabled: flag.optional() }).optional(),
  /** Tags change nothing locally. */
  Tags: z.array(z.strictObject({ Key: z.string(), Value: z.string() })).optional(),
});
type StateMachineProperties = z.infer<typeof properties>;

export function stateMachineType(states: States): ResourceType<StateMachineProperties> {
  return {
    type: "AWS::StepFunctions::StateMachine",
    properties,
    apply({ logicalId, properties: given, generatedName }, cloud) {
      const definition = definitionOf(logicalId, given);
      const name = given.StateMachineName ?? generatedName;
      checkAssumable(given.RoleArn, name, cloud);
      const arn = machineArn(cloud, name);
      states.machines.put({ arn, name, roleArn: given.RoleArn, definition }, cloud.clock.now());
      return { ref: arn, attributes: { Arn: arn, Name: name } };
    },
  };
}

/** @throws UnsupportedTemplate that names everything in the definition that is wrong or not run here */
function definitionOf(logicalId: string, { DefinitionString, Definition }: StateMachineProperties): string {
  if ((DefinitionString === undefined) === (Definition === undefined)) {
    throw new UnsupportedTemplate([`${logicalId}: one of DefinitionString and Definition has to be given`]);
  }
  const text = DefinitionString ?? JSON.stringify(Definition);
  try {
    loadValidMachine(text);
    return text;
  } catch (error) {
    if (!(error instanceof InvalidDefinition)) throw error;
    throw new UnsupportedTemplate(error.problems.map((problem) => `${logicalId}: ${problem}`));
  }
}
