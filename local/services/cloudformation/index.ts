/** CloudFormation, as far as it tells clients of the stack that runs: its outputs. */
import type { Cloud, Service } from "../../contracts.ts";
import { describeStacks } from "./describe-stacks.ts";
import type { Stack } from "./stack.ts";

/** Creates the service; it knows the stack once it is `told` of it, which is when every resource exists. */
export function createCloudformation(_cloud: Cloud): Service & { told(stack: Stack): void } {
  let known: Stack | undefined;
  return {
    signingName: "cloudformation",
    wire: {
      protocol: "query",
      xmlNamespace: "http://cloudformation.amazonaws.com/doc/2010-05-15/",
      operations: { DescribeStacks: describeStacks(() => known) },
    },
    resourceTypes: [],
    told(stack) {
      known = stack;
    },
  };
}
