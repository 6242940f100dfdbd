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
  cloudwatch: ["AccessDenied", 403],
  sqs: ["AccessDenied", 403],
  sns: ["AuthorizationError", 403],
  cloudformation: ["AccessDenied", 403],
  lambda: ["AccessDeniedException", 403],
};

/** Actions on nothing in particular, of which these services name no resource. */
const withoutResource = /^(cloudwatch:|s3:ListAllMyBuckets$)/;

export function denial(access: Access, decision: Extract<Decision, { allowed: false }>, accountId: string): AwsError {
  const prefix = access.action.slice(0, access.action.indexOf(":")).toLowerCase();
  const [code, status] = codes[prefix] ?? ["AccessDeniedException", 400];
  const who = describe(access.principal, accountId);
  const action = spelling[prefix]?.(access.action) ?? access.action;
  const target = prefix === "s3" ? `"${access.resource}"` : access.resource;
  const what = withoutResource.test(action) ? action : `${action} on resource: ${target}`;
  return new AwsError(code, `${who} is not authorized to perform: ${what} ${reason(decision.because, action)}`, status);
}

/** How these services spell their own actions in a denial. */
const spelling: Readonly<Record<string, (action: string) => string>> = {
  sns: (action) => action.replace(/^sns/i, "SNS"),
  sqs: (action) => action.toLowerCase(),
};

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
