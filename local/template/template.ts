/** A CloudFormation template as a file has it. */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { InvalidTemplate, UnsupportedTemplate } from "../errors.ts";

const resource = z.strictObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DependsOn: z.union([z.string().transform((one) => [one]), z.array(z.string())]).default([]),
  Condition: z.string().optional(),
  // What becomes of a resource that leaves the stack, and notes for readers: nothing here is ever deleted by a template.
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
  Metadata: z.unknown().optional(),
});
export type TemplateResource = z.output<typeof resource>;

const parameter = z.strictObject({
  Type: z.string(),
  Default: z.union([z.string(), z.number()]).optional(),
  AllowedValues: z.array(z.union([z.string(), z.number()])).optional(),
  AllowedPattern: z.string().optional(),
  MinLength: z.coerce.number().optional(),
  MaxLength: z.coerce.number().optional(),
  MinValue: z.coerce.number().optional(),
  MaxValue: z.coerce.number().optional(),
  NoEcho: z.union([z.boolean(), z.stringbool()]).default(false),
  ConstraintDescription: z.string().optional(),
  Description: z.string().optional(),
});
export type TemplateParameter = z.output<typeof parameter>;

const output = z.strictObject({
  Value: z.unknown(),
  Condition: z.string().optional(),
  Description: z.string().optional(),
  // Exports are for other stacks, and here is only one.
  Export: z.unknown().optional(),
});

const template = z.strictObject({
  AWSTemplateFormatVersion: z.literal("2010-09-09").optional(),
  Description: z.string().optional(),
  Metadata: z.unknown().optional(),
  Parameters: z.record(z.string(), parameter).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Resources: z.record(z.string(), resource),
  Outputs: z.record(z.string(), output).default({}),
});
export type Template = z.output<typeof template>;

/** @param source a template, or the path of its JSON file @throws InvalidTemplate, UnsupportedTemplate for sections and attributes that are not known here */
export function readTemplate(source: object | string): Template {
  const parsed = template.safeParse(typeof source === "string" ? readJson(source) : source);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  const unknown = issues.flatMap((issue) =>
    issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key].join(".")) : [],
  );
  if (unknown.length > 0) throw new UnsupportedTemplate(unknown);
  throw new InvalidTemplate(issues.map((issue) => `${issue.path.join(".") || "the template"}: ${issue.message}`).join("\n"));
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new InvalidTemplate(`The template ${path} cannot be read`, { cause: error });
  }
}
