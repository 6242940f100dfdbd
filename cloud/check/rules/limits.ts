import type { Rule } from "../finding.ts";
import type { Template } from "../template.ts";

/** CloudFormation's quotas (cloudformation-limits.html), of a template that is uploaded to a bucket, as the framework does. */
const MOST = { Resources: 500, Outputs: 200, Parameters: 200, Mappings: 200 } as const;
const BYTES = 1_000_000;
const DESCRIPTION_BYTES = 1024;
const SECTIONS = [
  ...["AWSTemplateFormatVersion", "Description", "Metadata", "Parameters", "Rules", "Mappings", "Conditions"],
  ...["Transform", "Hooks", "Resources", "Outputs"],
];
const ATTRIBUTES = [
  ...["Type", "Properties", "DependsOn", "Condition", "Metadata", "DeletionPolicy", "UpdateReplacePolicy"],
  ...["CreationPolicy", "UpdatePolicy"],
];
const POLICIES = {
  DeletionPolicy: ["Delete", "Retain", "RetainExceptOnCreate", "Snapshot"],
  UpdateReplacePolicy: ["Delete", "Retain", "Snapshot"],
};

/** The template as a whole is one that CloudFormation reads: its size, its sections, their names. */
export const limits: Rule = {
  name: "limits",
  *check({ template }) {
    const bytes = Buffer.byteLength(JSON.stringify(template));
    if (bytes > BYTES)
      yield { id: "the template", path: "", text: `has ${bytes} bytes, CloudFormation takes ${BYTES}: split the stack.` };
    for (const name of Object.keys(template))
      if (!SECTIONS.includes(name)) yield { id: name, path: "", text: "CloudFormation has no such section." };
    const { AWSTemplateFormatVersion: version = "2010-09-09", Description: description = "" } = template;
    if (version !== "2010-09-09") yield { id: "AWSTemplateFormatVersion", path: "", text: "there is only 2010-09-09." };
    if (Buffer.byteLength(String(description)) > DESCRIPTION_BYTES)
      yield { id: "Description", path: "", text: `more than ${DESCRIPTION_BYTES} bytes: shorten it.` };
    yield* ofSections(template);
    for (const [id, resource] of Object.entries(template.Resources)) {
      for (const name of Object.keys(resource))
        if (!ATTRIBUTES.includes(name)) yield { id, path: name, text: "a resource has no such attribute." };
      for (const [attribute, known] of Object.entries(POLICIES)) {
        const policy = resource[attribute];
        if (policy !== undefined && !known.includes(String(policy)))
          yield { id, path: attribute, text: `${policy} is none of ${known.join(", ")}.` };
      }
    }
  },
};

function* ofSections(template: Template) {
  for (const [section, most] of Object.entries(MOST)) {
    const names = Object.keys((template[section] ?? {}) as object);
    if (names.length > most)
      yield { id: section, path: "", text: `${names.length}, CloudFormation takes ${most}: split the stack.` };
    for (const name of names)
      if (!/^[A-Za-z0-9]{1,255}$/.test(name))
        yield { id: `${section}.${name}`, path: "", text: "a name is of letters and digits, at most 255." };
  }
  for (const [name, { Description = "", Value }] of Object.entries(template.Outputs ?? {})) {
    if (Value === undefined) yield { id: `Outputs.${name}`, path: "Value", text: "an output needs a value." };
    if (Buffer.byteLength(String(Description)) > DESCRIPTION_BYTES)
      yield { id: `Outputs.${name}`, path: "Description", text: `more than ${DESCRIPTION_BYTES} bytes: shorten it.` };
  }
}
