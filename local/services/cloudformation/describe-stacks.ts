import { z } from "zod";
import type { Operation } from "../../contracts.ts";
import { AwsError } from "../../errors.ts";
import type { Stack } from "./stack.ts";

const input = z.object({ StackName: z.string().optional(), NextToken: z.string().optional() });

/**
 * DescribeStacks, of the one stack that there is; what it was made with (parameters, tags) is not told.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html
 */
export const describeStacks = (known: () => Stack | undefined): Operation<z.input<typeof input>> => ({
  action: "cloudformation:DescribeStacks",
  resource: ({ StackName }) => {
    const stack = known();
    return stack !== undefined && isMeant(stack, StackName) ? stack.id : "*";
  },
  run(call) {
    const { StackName, NextToken } = input.parse(call.input);
    if (NextToken !== undefined) throw new AwsError("ValidationError", "There is only one page of stacks");
    const stack = known();
    if (stack !== undefined && (StackName === undefined || isMeant(stack, StackName))) return { Stacks: [described(stack)] };
    if (StackName === undefined) return { Stacks: [] };
    throw new AwsError("ValidationError", `Stack with id ${StackName} does not exist`);
  },
});

const isMeant = ({ id, name }: Stack, asked: string | undefined): boolean => asked === name || asked === id;

function described({ id, name, description, createdAt, outputs }: Stack): unknown {
  return {
    StackId: id,
    StackName: name,
    Description: description,
    CreationTime: new Date(createdAt),
    StackStatus: "CREATE_COMPLETE",
    DisableRollback: false,
    Outputs: outputs.map(({ name, value, description }) => ({
      OutputKey: name,
      OutputValue: value,
      Description: description,
    })),
  };
}
