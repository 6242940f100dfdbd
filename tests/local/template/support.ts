/** Resource types and a cloud that are just enough for a template. */
import { z } from "zod";
import type { Cloud, CloudEvent, ResourceType } from "../../../local/contracts.ts";
import { applyPlan, type Stack } from "../../../local/template/apply.ts";
import { planTemplate } from "../../../local/template/plan.ts";
import { pseudoParameters } from "../../../local/template/pseudo-parameters.ts";
import { readTemplate } from "../../../local/template/template.ts";

/** What has been applied, in order. */
export interface Applied {
  readonly logicalId: string;
  readonly generatedName: string;
  readonly properties: unknown;
}

/** Takes any `Value`; its Ref is `<id>-ref`, its attributes are `Arn`, `Name` and `Nested.Name`. */
const thing = (applied: Applied[]): ResourceType<{ Value?: unknown }> => ({
  type: "Test::Thing",
  properties: z.strictObject({ Value: z.unknown().optional() }),
  apply({ logicalId, generatedName, properties }) {
    applied.push({ logicalId, generatedName, properties });
    return { ref: `${logicalId}-ref`, attributes: { Arn: `arn:${logicalId}`, Name: logicalId, "Nested.Name": "deep" } };
  },
});

/** Has a schema with something to violate on every level. */
const strict = z.strictObject({
  Name: z.string().regex(/^[a-z-]+$/),
  Count: z.coerce.number().int().optional(),
  Mode: z.enum(["ON", "OFF"]).optional(),
  Rules: z.array(z.strictObject({ Id: z.string(), Target: z.string().optional() })).optional(),
  Source: z.union([z.strictObject({ S3: z.string() }), z.strictObject({ Git: z.strictObject({ Url: z.string() }) })]).optional(),
});
const strictType: ResourceType<z.output<typeof strict>> = {
  type: "Test::Strict",
  properties: strict,
  apply: ({ properties }) => ({ ref: properties.Name, attributes: {} }),
};

export interface Outcome extends Stack {
  readonly applied: readonly Applied[];
  readonly events: readonly CloudEvent[];
}

/** Plans and applies a template. */
export async function deploy(template: object, parameters: Record<string, string> = {}): Promise<Outcome> {
  const applied: Applied[] = [];
  const events: CloudEvent[] = [];
  const failing: ResourceType<Record<string, never>> = {
    type: "Test::Failing",
    properties: z.strictObject({}),
    apply() {
      throw new Error("no room left");
    },
  };
  const types = new Map([thing(applied), strictType, failing].map((type) => [type.type, type as ResourceType<unknown>]));
  const stack = { accountId: "123456789012", region: "eu-west-1", stackName: "stack" };
  const plan = planTemplate({ template: readTemplate(template), parameters, pseudo: pseudoParameters(stack), types });
  const cloud = { ...stack, emit: (event: CloudEvent) => void events.push(event) } as unknown as Cloud;
  return { ...(await applyPlan(plan, types, cloud)), applied, events };
}

/** Resolves one value in a template of `Extra` things, parameters, mappings and conditions. */
export async function resolve(
  value: unknown,
  rest: Record<string, unknown> = {},
  parameters: Record<string, string> = {},
): Promise<unknown> {
  const { Resources = {}, ...sections } = rest as { Resources?: object };
  const Subject = { Type: "Test::Thing", Properties: { Value: value } };
  const { applied } = await deploy({ ...sections, Resources: { Subject, ...Resources } }, parameters);
  return (applied.find(({ logicalId }) => logicalId === "Subject")?.properties as { Value?: unknown } | undefined)?.Value;
}
