/** IAM as the rest of the cloud asks it: roles, resource policies, sessions, and the decision over them. */
import type { Access, Credentials, Iam, Principal, Role } from "../contracts.ts";
import { AwsError } from "../errors.ts";
import { denial } from "./denial.ts";
import { type Decision, decide, type Question } from "./evaluate.ts";
import { type Permission, PermissionUses } from "./permission-uses.ts";
import { openSessions } from "./sessions.ts";
import { readPolicy, type Statement } from "./statement.ts";

/** A key, as who checks signatures needs it. */
export interface Key {
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly principal: Principal;
}

export interface LocalIam extends Iam {
  /** Whom an access key belongs to. */
  findKey(accessKeyId: string): Key | undefined;
  /** Every action and resource of every statement, and what used it since the boot. */
  permissions(): Permission[];
}

export interface IamSettings {
  readonly accountId: string;
  /** Where sessions are kept. */
  readonly folder: string;
  /** Who has these is root. */
  readonly operator: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly now: () => number;
  /** Whether to note what each statement is used for; default false. */
  readonly recordUses?: boolean;
}

export function createIam({ accountId, folder, operator, now, recordUses = false }: IamSettings): LocalIam {
  const sessions = openSessions(folder, now);
  const roles = new Map<string, { trust: readonly Statement[]; identity: readonly Statement[] }>();
  const attached = new Map<string, Map<string, readonly Statement[]>>();

  const uses = new PermissionUses();

  function decisionOn({ principal, action, resource, policyOwner = resource }: Access): Decision {
    const identity = principal.kind === "role" ? (roles.get(principal.roleArn)?.identity ?? []) : [];
    const policies = [...(attached.get(policyOwner)?.values() ?? [])].flat();
    return answerTo({ principal, action, resource, identity, attached: policies, accountId });
  }

  function answerTo(question: Question): Decision {
    const decision = decide(question);
    if (recordUses) uses.note(question, decision.allowed ? "Allow" : "Deny");
    return decision;
  }

  return {
    authorize(access) {
      const decision = decisionOn(access);
      if (!decision.allowed) throw denial(access, decision, accountId);
    },
    allows: (access) => decisionOn(access).allowed,
    assumeRole(roleArn, service, sessionName): Credentials {
      const role = roles.get(roleArn);
      if (!role) throw new AwsError("NoSuchEntity", `The role ${roleArn} cannot be found.`, 404);
      const access: Access = {
        principal: { kind: "service", service, sourceArn: "" },
        action: "sts:AssumeRole",
        resource: roleArn,
      };
      const decision = answerTo({ ...access, identity: [], attached: role.trust, accountId });
      if (!decision.allowed) throw denial(access, decision, accountId);
      return sessions.issue(roleArn, sessionName);
    },
    setResourcePolicy(arn, policyId, document) {
      const policies = attached.get(arn) ?? new Map<string, readonly Statement[]>();
      attached.set(arn, policies);
      if (document) policies.set(policyId, readPolicy(document, "resource", `the policy of ${arn}`));
      else policies.delete(policyId);
    },
    putRole({ arn, roleName, trustPolicy, policies }: Role) {
      roles.set(arn, {
        trust: readPolicy(trustPolicy, "trust", `the trust policy of ${roleName}`),
        identity: policies.flatMap((policy) => readPolicy(policy, "identity", `a policy of ${roleName}`)),
      });
    },
    findKey(accessKeyId) {
      if (accessKeyId === operator.accessKeyId) return { secretAccessKey: operator.secretAccessKey, principal: { kind: "root" } };
      const session = sessions.find(accessKeyId);
      if (!session || !roles.has(session.roleArn)) return undefined;
      const { secretAccessKey, sessionToken, roleArn, sessionName } = session;
      return { secretAccessKey, sessionToken, principal: { kind: "role", roleArn, sessionName } };
    },
    permissions: () =>
      uses.of([
        ...[...roles].flatMap(([owner, { trust, identity }]) => [
          { kind: "trust" as const, owner, statements: trust },
          { kind: "identity" as const, owner, statements: identity },
        ]),
        ...[...attached].map(([owner, policies]) => ({
          kind: "resource" as const,
          owner,
          statements: [...policies.values()].flat(),
        })),
      ]),
  };
}
