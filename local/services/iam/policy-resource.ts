/** AWS::IAM::Policy: an inline policy of the roles it names. */
import { z } from "zod";
import type { ResourceType } from "../../contracts.ts";
import { inlinePolicy } from "./properties.ts";
import type { Roles } from "./roles.ts";

const properties = inlinePolicy.extend({ Roles: z.array(z.string()).min(1) });

export function policyResource(roles: Roles): ResourceType<z.output<typeof properties>> {
  return {
    type: "AWS::IAM::Policy",
    properties,
    apply({ properties: policy, generatedName }, cloud) {
      for (const roleName of policy.Roles) roles.attach(roleName, policy.PolicyName, policy.PolicyDocument, cloud);
      return { ref: generatedName, attributes: { Id: generatedName } };
    },
  };
}
