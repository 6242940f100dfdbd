/** Everything that can be known of a template before anything is created, and every reason not to create it. */
import type { ResourceType } from "../contracts.ts";
import { InvalidTemplate, UnsupportedTemplate } from "../errors.ts";
import { type Resolver, unresolved } from "./intrinsics/intrinsic.ts";
import { unknownIntrinsics } from "./intrinsics/table.ts";
import { creationOrder } from "./order.ts";
import { type ParameterValue, parameterValues } from "./parameters.ts";
import { createResolver, type PseudoParameters, type ResourceView } from "./resolver.ts";
import { schemaProblems } from "./schema-problems.ts";
import type { Template, TemplateResource } from "./template.ts";

// biome-ignore lint/suspicious/noExplicitAny: types of unlike properties share one table
export type ResourceTypes = ReadonlyMap<string, ResourceType<any>>;

export interface Plan {
  readonly template: Template;
  readonly parameters: ReadonlyMap<string, ParameterValue>;
  readonly pseudo: PseudoParameters;
  /** Logical ids of the resources whose condition holds, each after what it depends on. */
  readonly order: readonly string[];
}

export interface PlanInput {
  readonly template: Template;
  readonly parameters: Readonly<Record<string, string>>;
  readonly pseudo: PseudoParameters;
  readonly types: ResourceTypes;
}

/** @throws UnsupportedTemplate, InvalidTemplate: each with all that is wrong, as far as one fault does not hide another */
export function planTemplate({ template, parameters: given, pseudo, types }: PlanInput): Plan {
  const parameters = parameterValues(template.Parameters, given);
  const unsupported = new Set<string>();
  const invalid = new Set<string>();
  /** Runs one step, keeping what is wrong with it for the end. */
  function attempt<Result>(step: () => Result): Result | undefined {
    try {
      return step();
    } catch (error) {
      if (!(error instanceof InvalidTemplate)) throw error;
      invalid.add(error.message);
      return undefined;
    }
  }

  const active = activeResources(template, createResolver(template, parameters, pseudo, nothingYet), attempt);
  const dependencies = new Map<string, ReadonlySet<string>>();
  for (const [logicalId, resource] of active) {
    const type = types.get(resource.Type);
    const name = `${logicalId} (${resource.Type})`;
    for (const problem of unknownIntrinsics(resource.Properties, name)) unsupported.add(problem);
    const needs = new Set(explicitDependencies(logicalId, resource, template, active, invalid));
    const resolver = createResolver(template, parameters, pseudo, recording(needs, active));
    const properties = knownProperties(resource, name, resolver, attempt);
    if (!type) unsupported.add(`${name}: the resource type`);
    else for (const problem of schemaProblems(type.properties, properties)) unsupported.add(`${name}: ${problem}`);
    dependencies.set(logicalId, needs);
  }
  for (const [name, output] of Object.entries(template.Outputs)) {
    for (const problem of unknownIntrinsics(output.Value, `Outputs.${name}`)) unsupported.add(problem);
    const resolver = createResolver(template, parameters, pseudo, recording(new Set(), active));
    attempt(() => {
      if (output.Condition === undefined || resolver.condition(output.Condition, `Outputs.${name}`))
        resolver.evaluate(output.Value, `Outputs.${name}`);
    });
  }
  if (unsupported.size > 0) throw new UnsupportedTemplate([...unsupported]);
  const order = attempt(() => creationOrder(dependencies)) ?? [];
  if (invalid.size > 0) throw new InvalidTemplate([...invalid].join("\n"));
  return { template, parameters, pseudo, order };
}

type Attempt = <Result>(step: () => Result) => Result | undefined;

function activeResources(template: Template, resolver: Resolver, attempt: Attempt): Map<string, TemplateResource> {
  return new Map(
    Object.entries(template.Resources).filter(
      ([logicalId, { Condition: condition }]) =>
        condition === undefined || attempt(() => resolver.condition(condition, logicalId)),
    ),
  );
}

/** A dependency on a resource that its condition leaves out is none. */
function explicitDependencies(
  logicalId: string,
  { DependsOn }: TemplateResource,
  template: Template,
  active: ReadonlyMap<string, TemplateResource>,
  invalid: Set<string>,
): string[] {
  for (const name of DependsOn)
    if (!Object.hasOwn(template.Resources, name)) invalid.add(`${logicalId}: DependsOn: there is no resource ${name}`);
  return DependsOn.filter((name) => active.has(name));
}

/** What is already known of the properties, one after the other, so that a fault in one does not hide those of the others. */
function knownProperties(
  resource: TemplateResource,
  name: string,
  resolver: Resolver,
  attempt: Attempt,
): Record<string, unknown> {
  const known: Record<string, unknown> = {};
  for (const [property, value] of Object.entries(resource.Properties))
    Object.assign(known, attempt(() => resolver.evaluate({ [property]: value }, name)) ?? { [property]: unresolved });
  return known;
}

const nothingYet: ResourceView = { ref: () => unresolved, attribute: () => unresolved };

function recording(needs: Set<string>, active: ReadonlyMap<string, TemplateResource>): ResourceView {
  function need(logicalId: string, where: string) {
    if (!active.has(logicalId)) throw new InvalidTemplate(`${where}: the condition of resource ${logicalId} leaves it out`);
    needs.add(logicalId);
    return unresolved;
  }
  return { ref: need, attribute: (logicalId, _, where) => need(logicalId, where) };
}
