/** Creates, in order, what a plan holds. */
import type { Cloud, CreatedResource } from "../contracts.ts";
import { InvalidTemplate, UnsupportedTemplate } from "../errors.ts";
import { generatedName } from "./generated-name.ts";
import type { Resolver } from "./intrinsics/intrinsic.ts";
import type { Plan, ResourceTypes } from "./plan.ts";
import { createResolver, type ResourceView } from "./resolver.ts";
import { schemaProblems } from "./schema-problems.ts";

export interface Stack {
  /** By logical id. */
  readonly created: Readonly<Record<string, CreatedResource>>;
  readonly outputs: Readonly<Record<string, string>>;
}

/** A resource could not be created; the cause is what its service said. */
export class ResourceCreationFailed extends Error {
  override readonly name = "ResourceCreationFailed";
  readonly logicalId: string;

  constructor(logicalId: string, type: string, cause: unknown) {
    super(`${logicalId} (${type}) could not be created: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.logicalId = logicalId;
  }
}

/** @throws UnsupportedTemplate, InvalidTemplate for what was not known before; ResourceCreationFailed */
export async function applyPlan(plan: Plan, types: ResourceTypes, cloud: Cloud): Promise<Stack> {
  const created: Record<string, CreatedResource> = {};
  const resolver = createResolver(plan.template, plan.parameters, plan.pseudo, existing(created, plan));
  for (const logicalId of plan.order) {
    const started = performance.now();
    created[logicalId] = await create(logicalId, plan, types, resolver, cloud);
    const resourceType = plan.template.Resources[logicalId]?.Type ?? "";
    cloud.emit({ type: "resource-created", logicalId, resourceType, milliseconds: performance.now() - started });
  }
  return { created, outputs: resolveOutputs(plan, resolver) };
}

async function create(
  logicalId: string,
  plan: Plan,
  types: ResourceTypes,
  resolver: Resolver,
  cloud: Cloud,
): Promise<CreatedResource> {
  const resource = plan.template.Resources[logicalId];
  const type = types.get(resource?.Type ?? "");
  if (!resource || !type) throw new TypeError(`The plan has a resource ${logicalId} that nothing creates`);
  const name = `${logicalId} (${resource.Type})`;
  const properties = resolver.evaluate(resource.Properties, name);
  const problems = schemaProblems(type.properties, properties);
  if (problems.length > 0) throw new UnsupportedTemplate(problems.map((problem) => `${name}: ${problem}`));
  try {
    return await type.apply(
      { logicalId, properties: type.properties.parse(properties), generatedName: generatedName(cloud.stackName, logicalId) },
      cloud,
    );
  } catch (error) {
    if (error instanceof UnsupportedTemplate)
      throw new UnsupportedTemplate(error.problems.map((problem) => `${name}: ${problem}`));
    throw new ResourceCreationFailed(logicalId, resource.Type, error);
  }
}

function existing(created: Readonly<Record<string, CreatedResource>>, plan: Plan): ResourceView {
  return {
    ref: (logicalId) => created[logicalId]?.ref,
    attribute(logicalId, attribute, where) {
      const attributes = created[logicalId]?.attributes ?? {};
      if (Object.hasOwn(attributes, attribute)) return attributes[attribute];
      throw new InvalidTemplate(
        `${where}: ${plan.template.Resources[logicalId]?.Type} ${logicalId} has no attribute ${attribute} (it has ${Object.keys(attributes).join(", ")})`,
      );
    },
  };
}

function resolveOutputs({ template }: Plan, resolver: Resolver): Record<string, string> {
  return Object.fromEntries(
    Object.entries(template.Outputs)
      .filter(([name, { Condition }]) => Condition === undefined || resolver.condition(Condition, `Outputs.${name}`))
      .map(([name, { Value }]) => [name, String(resolver.evaluate(Value, `Outputs.${name}`))]),
  );
}
