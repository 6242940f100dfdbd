/** A policy document read into statements. What is not evaluated is refused here, by name. */
import { z } from "zod";
import type { PolicyDocument } from "../contracts.ts";
import { UnsupportedTemplate } from "../errors.ts";
import { type Condition, readConditions } from "./conditions.ts";

export interface Statement {
  readonly effect: "Allow" | "Deny";
  /** As written, with wildcards; their case does not matter. */
  readonly actions: readonly string[];
  /** With wildcards; empty in a policy that speaks of its owner alone (a role's trust policy). */
  readonly resources: readonly string[];
  /** Who it is about; in every policy but a role's own, which is about the role. */
  readonly principals: Principals | undefined;
  readonly conditions: readonly Condition[];
}

export interface Principals {
  readonly everybody: boolean;
  /** Account ids, and ARNs of accounts, roles and role sessions. */
  readonly aws: readonly string[];
  readonly services: readonly string[];
}

/** Where a policy hangs: on a role (identity), on a thing (resource), or on a role as the thing assumed (trust). */
export type PolicyKind = "identity" | "resource" | "trust";

const names = z
  .union([z.string(), z.array(z.string()).min(1)])
  .transform((value) => (typeof value === "string" ? [value] : value));

const principal = z.union([
  z.literal("*").transform((): Principals => ({ everybody: true, aws: [], services: [] })),
  z.strictObject({ AWS: names.optional(), Service: names.optional() }).transform(
    ({ AWS: aws = [], Service: services = [] }): Principals => ({
      everybody: aws.includes("*"),
      aws: aws.filter((name) => name !== "*"),
      services,
    }),
  ),
]);

const statement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(["Allow", "Deny"]),
  Principal: principal.optional(),
  Action: names,
  Resource: names.optional(),
  Condition: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
});

const document = z.strictObject({
  Version: z.enum(["2012-10-17", "2008-10-17"]).optional(),
  Id: z.string().optional(),
  Statement: z.union([z.array(z.unknown()), z.record(z.string(), z.unknown()).transform((one) => [one])]),
});

/** @param owner what the problems name. @throws UnsupportedTemplate with every problem of the document */
export function readPolicy(policy: PolicyDocument, kind: PolicyKind, owner: string): Statement[] {
  const parsed = document.safeParse(policy);
  if (!parsed.success) throw new UnsupportedTemplate(describe(parsed.error, owner));
  const problems: string[] = [];
  const statements = parsed.data.Statement.flatMap((raw, index) => {
    const where = `${owner}: Statement[${index}]`;
    const read = statement.safeParse(raw);
    if (!read.success) {
      problems.push(...describe(read.error, where));
      return [];
    }
    problems.push(...misplaced(read.data, kind).map((problem) => `${where}: ${problem}`));
    const { conditions, problems: unread } = readConditions(read.data.Condition ?? {});
    problems.push(...unread.map((problem) => `${where}: ${problem}`));
    return [
      {
        effect: read.data.Effect,
        actions: read.data.Action,
        resources: read.data.Resource ?? [],
        principals: read.data.Principal,
        conditions,
      },
    ];
  });
  if (problems.length > 0) throw new UnsupportedTemplate(problems);
  return statements;
}

function misplaced({ Principal, Resource = [] }: z.output<typeof statement>, kind: PolicyKind): string[] {
  const problems: string[] = [];
  if (kind === "identity" && Principal) problems.push("a role's policy has no Principal");
  if (kind === "identity" && Resource.length === 0) problems.push("Resource is missing");
  if (kind !== "identity" && !Principal) problems.push("Principal is missing");
  if (kind === "trust" && Resource.length > 0) problems.push("a trust policy has no Resource");
  for (const resource of Resource)
    if (resource.includes("${")) problems.push(`the policy variable in Resource '${resource}' is not evaluated`);
  for (const name of Principal?.aws ?? [])
    if (!awsPrincipal.test(name)) problems.push(`the Principal '${name}' is not evaluated`);
  return problems;
}

const awsPrincipal = /^(\d{12}|arn:aws:iam::\d{12}:(root|role\/.+)|arn:aws:sts::\d{12}:assumed-role\/[^/]+\/[^/]+)$/;

function describe(error: z.ZodError, where: string): string[] {
  return error.issues.map((issue) => {
    if (issue.code === "unrecognized_keys")
      return `${where}: ${issue.keys.map((key) => [...issue.path, key].join(".")).join(", ")} is not evaluated`;
    return `${where}: ${issue.path.join(".") || "the document"}: ${issue.message}`;
  });
}
