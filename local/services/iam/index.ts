/** The template's side of IAM: its resource types. Decisions are made in `local/iam`. */
import type { Cloud, Service } from "../../contracts.ts";
import { policyResource } from "./policy-resource.ts";
import { roleResource } from "./role-resource.ts";
import { createRoles } from "./roles.ts";

export function createIamResources(_cloud: Cloud): Service {
  const roles = createRoles();
  return { signingName: "iam", resourceTypes: [roleResource(roles), policyResource(roles)] };
}
