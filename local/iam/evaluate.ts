/**
 * The decision, for principals and resources of one account
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html):
 * an explicit Deny wins; else an Allow of the role's own policies or of the resource's policy suffices.
 */
import type { Principal } from "../contracts.ts";
import { conditionsHold, type RequestContext } from "./conditions.ts";
import type { Principals, Statement } from "./statement.ts";
import { matchesWildcard } from "./wildcard.ts";

export interface Question {
  readonly principal: Principal;
  readonly action: string;
  readonly resource: string;
  /** The statements of the principal's role. */
  readonly identity: readonly Statement[];
  /** The statements that the resource, or its owner, carries. */
  readonly attached: readonly Statement[];
  readonly accountId: string;
}

export type Decision =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      readonly because: "explicit-identity-deny" | "explicit-resource-deny" | "no-identity-allow" | "no-resource-allow";
    };

/** Actions that need no permission: who has credentials may always learn whose they are. */
const needNoPermission = new Set(["sts:getcalleridentity"]);

export function decide(question: Question): Decision {
  if (needNoPermission.has(question.action.toLowerCase())) return { allowed: true };
  const { principal, identity, attached } = question;
  const says = (statements: readonly Statement[], effect: Statement["effect"]) =>
    statements.some((statement) => statement.effect === effect && speaksOf(statement, question));

  if (says(identity, "Deny")) return { allowed: false, because: "explicit-identity-deny" };
  if (says(attached, "Deny")) return { allowed: false, because: "explicit-resource-deny" };
  if (principal.kind === "root" || says(attached, "Allow")) return { allowed: true };
  if (principal.kind === "service") return { allowed: false, because: "no-resource-allow" };
  return says(identity, "Allow") ? { allowed: true } : { allowed: false, because: "no-identity-allow" };
}

/** Whether a statement is about this question: its action, its resource, its conditions, and who asks. */
export function speaksOf(statement: Statement, question: Question): boolean {
  const { actions, resources, principals, conditions } = statement;
  return (
    actions.some((pattern) => coversAction(pattern, question.action)) &&
    (resources.length === 0 || resources.some((pattern) => matchesWildcard(pattern, question.resource))) &&
    conditionsHold(conditions, contextOf(question)) &&
    (principals === undefined || names(principals, statement.effect, question))
  );
}

/** Actions are the same in any case. */
export function coversAction(pattern: string, action: string): boolean {
  return matchesWildcard(pattern.toLowerCase(), action.toLowerCase());
}

/**
 * `aws:SecureTransport` is true: it asks whether others on the network could read along, and nobody but
 * this machine hears its loopback interface. Everything here belongs to one account, so that is every source's.
 */
function contextOf({ principal, accountId }: Question): RequestContext {
  const transport = { "aws:securetransport": "true" };
  if (principal.kind !== "service") return transport;
  return {
    ...transport,
    "aws:sourceaccount": accountId,
    ...(principal.sourceArn !== "" && { "aws:sourcearn": principal.sourceArn }),
  };
}

/** An account named in an Allow only lets its own policies decide; named in a Deny it means everybody in it. */
function names(principals: Principals, effect: Statement["effect"], { principal, accountId }: Question): boolean {
  if (principals.everybody) return true;
  const account = principals.aws.some((name) => name === accountId || name === `arn:aws:iam::${accountId}:root`);
  switch (principal.kind) {
    case "service":
      return principals.services.includes(principal.service);
    case "root":
      return account;
    case "role":
      return (
        (account && effect === "Deny") ||
        principals.aws.includes(principal.roleArn) ||
        principals.aws.includes(sessionArn(principal, accountId))
      );
  }
}

/** The ARN of a role's session, as STS and denials name it. */
export function sessionArn(principal: Extract<Principal, { kind: "role" }>, accountId: string): string {
  return `arn:aws:sts::${accountId}:assumed-role/${principal.roleArn.slice(principal.roleArn.lastIndexOf("/") + 1)}/${principal.sessionName}`;
}
