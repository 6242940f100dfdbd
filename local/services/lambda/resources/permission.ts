import { z } from "zod";
import type { ResourceType } from "../../../contracts.ts";
import type { Functions } from "../functions.ts";

const properties = z.strictObject({
  /** Name or ARN. */
  FunctionName: z.string(),
  Action: z.string().regex(/^lambda:([*]|[a-zA-Z]+[*]?)$/),
  /** A service (`sns.amazonaws.com`), an account, an ARN, or `*`. */
  Principal: z.string().min(1),
  SourceArn: z.string().startsWith("arn:").optional(),
  SourceAccount: z.coerce
    .string()
    .regex(/^\d{12}$/)
    .optional(),
});
type Permission = z.infer<typeof properties>;

/** AWS::Lambda::Permission: a statement of the function's resource policy. `Ref` is the statement's id. */
export function permissionType(functions: Functions): ResourceType<Permission> {
  return {
    type: "AWS::Lambda::Permission",
    properties,
    apply({ properties, generatedName }, cloud) {
      const { name, arn } = functions.get(properties.FunctionName);
      functions.addPermission(name, {
        Sid: generatedName,
        Effect: "Allow",
        Principal: principalOf(properties.Principal, cloud.accountId),
        Action: properties.Action,
        Resource: arn,
        ...conditionOf(properties),
      });
      return { ref: generatedName, attributes: { Id: generatedName } };
    },
  };
}

function principalOf(principal: string, accountId: string): unknown {
  if (principal === "*") return "*";
  if (/^\d{12}$/.test(principal)) return { AWS: `arn:aws:iam::${principal}:root` };
  if (principal.startsWith("arn:")) return { AWS: principal };
  if (principal.endsWith(".amazonaws.com")) return { Service: principal };
  return { AWS: `arn:aws:iam::${accountId}:${principal}` };
}

function conditionOf({ SourceArn, SourceAccount }: Permission): { Condition?: Record<string, unknown> } {
  const Condition = {
    ...(SourceAccount === undefined ? {} : { StringEquals: { "AWS:SourceAccount": SourceAccount } }),
    ...(SourceArn === undefined ? {} : { ArnLike: { "AWS:SourceArn": SourceArn } }),
  };
  return Object.keys(Condition).length === 0 ? {} : { Condition };
}
