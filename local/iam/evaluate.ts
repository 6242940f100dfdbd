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
  const { principal, identity, attached } = question;
  if (needNoPermission.has(question.action.toLowerCase())) return { allowed: true };
  const context = contextOf(question);
  const speaks = (statement: Statement, effect: Statement["effect"]) =>
    statement.effect === effect && covers(statement, question, context);
  const named = (statement: Statement) => names(statement.principals, statement.effect, question);

  if (identity.some((statement) => speaks(statement, "Deny"))) return { allowed: false, because: "explicit-identity-deny" };
  if (attached.some((statement) => speaks(statement, "Deny") && named(statement)))
    return { allowed: false, because: "explicit-resource-deny" };
  if (principal.kind === "root") return { allowed: true };
  if (attached.some((statement) => speaks(statement, "Allow") && named(statement))) return { allowed: true };
  if (principal.kind === "service") return { allowed: false, because: "no-resource-allow" };
  return identity.some((statement) => speaks(statement, "Allow"))
    ? { allowed: true }
    : { allowed: false, because: "no-identity-allow" };
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

function covers({ actions, resources, conditions }: Statement, { action, resource }: Question, context: RequestContext): boolean {
  return (
    actions.some((pattern) => matchesWildcard(pattern, action.toLowerCase())) &&
    (resources.length === 0 || resources.some((pattern) => matchesWildcard(pattern, resource))) &&
    conditionsHold(conditions, context)
  );
}

/** An account named in an Allow only lets its own policies decide; named in a Deny it means everybody in it. */
function names(principals: Principals | undefined, effect: Statement["effect"], { principal, accountId }: Question): boolean {
  if (!principals) return false;
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
