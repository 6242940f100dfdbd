/** DescribeStateMachine */
import { z } from "zod";
import type { Operation } from "../../../contracts.ts";
import { checkArn } from "../arns.ts";
import type { States } from "../states.ts";
import { checked, includedData, seconds } from "./input.ts";

const schema = z.strictObject({ stateMachineArn: z.string(), includedData });

export const describeStateMachine = (states: States): Operation<z.input<typeof schema>> => ({
  action: "states:DescribeStateMachine",
  resource: ({ stateMachineArn }) => String(stateMachineArn),
  run(call) {
    const { stateMachineArn, includedData: included } = checked(schema, call.input);
    checkArn(stateMachineArn, "stateMachine");
    const { arn, name, definition, roleArn } = states.machines.get(stateMachineArn);
    return {
      stateMachineArn: arn,
      name,
      status: "ACTIVE",
      // AWS has an empty definition here.
      definition: included === "ALL_DATA" ? definition : "{}",
      roleArn,
      type: "STANDARD",
      creationDate: seconds(states.machines.createdAt(arn)),
      loggingConfiguration: { level: "OFF", includeExecutionData: false },
      tracingConfiguration: { enabled: false },
    };
  },
});
