/** Which parts of which statements decided anything: what a role may do and never does is a permission too many. */
import type { Principal } from "../contracts.ts";
import { coversAction, type Question, sessionArn, speaksOf } from "./evaluate.ts";
import type { PolicyKind, Statement } from "./statement.ts";
import { matchesWildcard } from "./wildcard.ts";

/** One action on one resource of one statement, both as the statement has them, wildcards and all. */
export interface Permission {
  readonly kind: PolicyKind;
  /** ARN of the role or the resource that has the policy. */
  readonly owner: string;
  readonly effect: Statement["effect"];
  readonly action: string;
  /** The owner, where a trust policy names none. */
  readonly resource: string;
  /** The first call that this decided; undefined for one that nothing needed. */
  readonly use: Use | undefined;
}

/** A call that was let in, or kept out by an explicit Deny. */
export interface Use {
  /** ARN of the session, or name of the service. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
}

/** A policy's statements and whose they are. */
export interface Policy {
  readonly kind: PolicyKind;
  readonly owner: string;
  readonly statements: readonly Statement[];
}

/** The uses of every statement, of its actions and resources each. */
export class PermissionUses {
  readonly #uses = new Map<Statement, Map<string, Use>>();

  /** Notes the statements that decided `question`: `effect` is Allow when it was let in, Deny when one was denied. */
  note(question: Question, effect: Statement["effect"]): void {
    const { principal, action, resource, accountId } = question;
    // The account's root is let in without a statement.
    if (principal.kind === "root" && effect === "Allow") return;
    for (const statement of [...question.identity, ...question.attached]) {
      if (statement.effect !== effect || !speaksOf(statement, question)) continue;
      const uses = this.#uses.get(statement) ?? new Map<string, Use>();
      this.#uses.set(statement, uses);
      for (const part of partsOf(statement)) {
        if (!coversAction(part.action, action) || !(part.resource === "" || matchesWildcard(part.resource, resource))) continue;
        const key = keyOf(part);
        if (!uses.has(key)) uses.set(key, { principal: nameOf(principal, accountId), action, resource });
      }
    }
  }

  /** Every permission of these policies, used or not. */
  of(policies: readonly Policy[]): Permission[] {
    return policies.flatMap(({ kind, owner, statements }) =>
      statements.flatMap((statement) =>
        partsOf(statement).map((part) => ({
          kind,
          owner,
          effect: statement.effect,
          action: part.action,
          resource: part.resource || owner,
          use: this.#uses.get(statement)?.get(keyOf(part)),
        })),
      ),
    );
  }
}

interface Part {
  readonly action: string;
  /** Empty where the statement names none. */
  readonly resource: string;
}

function partsOf({ actions, resources }: Statement): Part[] {
  const all = resources.length === 0 ? [""] : resources;
  return actions.flatMap((action) => all.map((resource) => ({ action, resource })));
}

const keyOf = ({ action, resource }: Part): string => `${action} ${resource}`;

function nameOf(principal: Principal, accountId: string): string {
  switch (principal.kind) {
    case "root":
      return `arn:aws:iam::${accountId}:root`;
    case "role":
      return sessionArn(principal, accountId);
    case "service":
      return principal.service;
  }
}
