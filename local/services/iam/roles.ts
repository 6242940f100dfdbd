/** The roles of the stack with all that has been attached to them, since a policy may come after its role. */
import type { Cloud, PolicyDocument, Role } from "../../contracts.ts";
import { AwsError } from "../../errors.ts";

export interface Roles {
  put(role: Role, cloud: Cloud): void;
  /** Adds or replaces a policy of that name. @throws AwsError NoSuchEntity */
  attach(roleName: string, policyName: string, document: PolicyDocument, cloud: Cloud): void;
}

export function createRoles(): Roles {
  const roles = new Map<string, { role: Role; attached: Map<string, PolicyDocument> }>();
  const publish = (roleName: string, cloud: Cloud) => {
    const entry = roles.get(roleName);
    if (entry) cloud.iam.putRole({ ...entry.role, policies: [...entry.role.policies, ...entry.attached.values()] });
  };
  return {
    put(role, cloud) {
      roles.set(role.roleName, { role, attached: roles.get(role.roleName)?.attached ?? new Map() });
      publish(role.roleName, cloud);
    },
    attach(roleName, policyName, document, cloud) {
      const entry = roles.get(roleName);
      if (!entry) throw new AwsError("NoSuchEntity", `The role with name ${roleName} cannot be found.`, 404);
      entry.attached.set(policyName, document);
      publish(roleName, cloud);
    },
  };
}
