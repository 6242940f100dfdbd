/** AWS::IAM::Role */
import { createHash } from "node:crypto";
import { z } from "zod";
import type { ResourceType } from "../../contracts.ts";
import { managedPolicies } from "./managed-policies.ts";
import { inlinePolicy, policyDocument } from "./properties.ts";
import type { Roles } from "./roles.ts";

const properties = z.strictObject({
  AssumeRolePolicyDocument: policyDocument,
  Policies: z.array(inlinePolicy).default([]),
  ManagedPolicyArns: z
    .array(
      z.string().refine((arn) => Object.hasOwn(managedPolicies, arn), {
        error: (issue) => `the managed policy ${String(issue.input)} is not known`,
      }),
    )
    .default([]),
  RoleName: z
    .string()
    .regex(/^[\w+=,.@-]{1,64}$/)
    .optional(),
  Path: z
    .string()
    .regex(/^\/([!-~]+\/)?$/)
    .default("/"),
  // These change nothing here: sessions do not end, and nobody searches by tag.
  MaxSessionDuration: z.coerce.number().int().min(3600).max(43_200).optional(),
  Description: z.string().optional(),
  Tags: z.array(z.unknown()).optional(),
});

export function roleResource(roles: Roles): ResourceType<z.output<typeof properties>> {
  return {
    type: "AWS::IAM::Role",
    properties,
    apply({ properties: role, generatedName }, cloud) {
      const roleName = role.RoleName ?? generatedName;
      const arn = `arn:aws:iam::${cloud.accountId}:role${role.Path}${roleName}`;
      const managed = role.ManagedPolicyArns.flatMap((policyArn) => managedPolicies[policyArn] ?? []);
      const policies = [...role.Policies.map((policy) => policy.PolicyDocument), ...managed];
      roles.put({ roleName, arn, trustPolicy: role.AssumeRolePolicyDocument, policies }, cloud);
      return { ref: roleName, attributes: { Arn: arn, RoleId: roleId(arn) } };
    },
  };
}

/** In AWS's form, and the same at every boot. */
function roleId(arn: string): string {
  return `AROA${createHash("sha256").update(arn).digest("hex").slice(0, 17).toUpperCase()}`;
}
