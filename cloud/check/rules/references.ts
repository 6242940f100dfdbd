import type { Problem, Rule, Subject } from "../finding.ts";
import { didYouMean } from "../nearest.ts";
import { type Reference, referencesIn } from "../references.ts";
import type { Template } from "../template.ts";

const PSEUDO = ["AccountId", "NotificationARNs", "NoValue", "Partition", "Region", "StackId", "StackName", "URLSuffix"].map(
  (name) => `AWS::${name}`,
);

/** Every reference is to something that is there, and whose attribute AWS gives. */
export const references: Rule = {
  name: "references",
  *check(subject) {
    const { Resources, Outputs = {}, Conditions = {} } = subject.template;
    for (const [id, resource] of Object.entries(Resources)) {
      const { Condition, DependsOn = [], Properties } = resource;
      const when = Condition === undefined ? {} : { [Condition]: true };
      if (Condition !== undefined)
        yield* problemsOf({ path: "Condition", kind: "Condition", target: Condition, when }, id, subject);
      for (const target of [DependsOn].flat())
        if (target === id || !Object.hasOwn(Resources, target))
          yield { id, path: "DependsOn", text: `there is no resource ${target}${didYouMean(target, Object.keys(Resources))}` };
      for (const reference of referencesIn(Properties, "Properties", when)) yield* problemsOf(reference, id, subject);
    }
    for (const [name, output] of Object.entries(Outputs)) {
      const { Condition } = output;
      const when = typeof Condition === "string" ? { [Condition]: true } : {};
      if (typeof Condition === "string")
        yield* problemsOf({ path: "Condition", kind: "Condition", target: Condition, when }, `Outputs.${name}`, subject);
      for (const reference of referencesIn({ Value: output.Value, Export: output.Export }, "", when))
        yield* problemsOf(reference, `Outputs.${name}`, subject);
    }
    for (const reference of referencesIn(Conditions, ""))
      if (reference.kind === "Ref" && Object.hasOwn(Resources, reference.target))
        yield { id: "Conditions", path: reference.path, text: "a condition can't ask a resource." };
      else yield* problemsOf(reference, "Conditions", subject);
  },
};

function* problemsOf(reference: Reference, id: string, { template, specification }: Subject): Generator<Problem> {
  const { kind, target, attribute, path } = reference;
  const { Resources, Parameters = {}, Conditions = {}, Mappings = {} } = template;
  const problem = (text: string): Problem => ({ id, path, text });
  if (kind === "Condition" || kind === "Mapping") {
    const names = kind === "Condition" ? Conditions : Mappings;
    if (!Object.hasOwn(names, target))
      yield problem(`there is no ${kind.toLowerCase()} ${target}${didYouMean(target, Object.keys(names))}`);
    return;
  }
  const resource = Object.hasOwn(Resources, target) ? Resources[target] : undefined;
  if (!resource) {
    const names = kind === "Ref" ? [...Object.keys(Resources), ...Object.keys(Parameters), ...PSEUDO] : Object.keys(Resources);
    if (!names.includes(target)) yield problem(`there is no ${target}${didYouMean(target, names)}`);
    return;
  }
  if (target === id) yield problem("a resource can't ask for itself.");
  if (!isThereWhen(resource.Condition, reference, template))
    yield problem(
      `${target} is only there when ${resource.Condition} holds: ask for it inside Fn::If, or under the same condition.`,
    );
  const attributes = Object.keys(specification.resource(resource.Type)?.attributes ?? {});
  if (attribute !== undefined && specification.resource(resource.Type) && !attributes.includes(attribute))
    yield problem(
      `${resource.Type} has no attribute ${attribute}${didYouMean(attribute, attributes)}; it has ${attributes.join(", ")}.`,
    );
}

const isThereWhen = (condition: string | undefined, { when }: Reference, { Conditions = {} }: Template): boolean =>
  condition === undefined || !Object.hasOwn(Conditions, condition) || when[condition] === true;
