/** A refusal in the words of AWS, under the code that the service asked uses for it. */
import type { Access, Principal } from "../contracts.ts";
import { AwsError } from "../errors.ts";
import { type Decision, sessionArn } from "./evaluate.ts";

type Code = readonly [code: string, status: number];

/** By the action's prefix; JSON services that are not listed say AccessDeniedException. */
const codes: Readonly<Record<string, Code>> = {
  s3: ["AccessDenied", 403],
  sts: ["AccessDenied", 403],
  iam: ["AccessDenied", 403],
  cloudfront: ["AccessDenied", 403],
  sns: ["AuthorizationError", 403],
  lambda: ["AccessDeniedException", 403],
};

export function denial(access: Access, decision: Extract<Decision, { allowed: false }>, accountId: string): AwsError {
  const { action, resource } = access;
  const prefix = action.slice(0, action.indexOf(":")).toLowerCase();
  const [code, status] = codes[prefix] ?? ["AccessDeniedException", 400];
  const target = prefix === "s3" ? `"${resource}"` : resource;
  const who = describe(access.principal, accountId);
  return new AwsError(
    code,
    `${who} is not authorized to perform: ${action} on resource: ${target} ${reason(decision.because, action)}`,
    status,
  );
}

function describe(principal: Principal, accountId: string): string {
  switch (principal.kind) {
    case "root":
      return `User: arn:aws:iam::${accountId}:root`;
    case "role":
      return `User: ${sessionArn(principal, accountId)}`;
    case "service":
      return `Service: ${principal.service}${principal.sourceArn && ` on behalf of ${principal.sourceArn}`}`;
  }
}

function reason(because: Extract<Decision, { allowed: false }>["because"], action: string): string {
  switch (because) {
    case "explicit-identity-deny":
      return "with an explicit deny in an identity-based policy";
    case "explicit-resource-deny":
      return "with an explicit deny in a resource-based policy";
    case "no-identity-allow":
      return `because no identity-based policy allows the ${action} action`;
    case "no-resource-allow":
      return `because no resource-based policy allows the ${action} action`;
  }
}
