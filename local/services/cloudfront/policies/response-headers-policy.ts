/** Response headers policies: what the edge adds to, or takes from, what it sends to viewers. */
import type { EdgeResponse } from "../edge/messages.ts";

export interface ResponseHeadersPolicy {
  readonly id: string;
  readonly name: string;
  /** Lower-case names; `override` says whether the origin's own header gives way. */
  readonly add: readonly { readonly name: string; readonly value: string; readonly override: boolean }[];
  /** Lower-case names. */
  readonly remove: readonly string[];
}

/** The response with the policy applied: first it removes, then it adds. */
export function applyResponseHeaders(response: EdgeResponse, policy: ResponseHeadersPolicy | undefined): EdgeResponse {
  if (!policy) return response;
  const headers = { ...response.headers };
  for (const name of policy.remove) delete headers[name];
  for (const { name, value, override } of policy.add) if (override || headers[name] === undefined) headers[name] = value;
  return { ...response, headers };
}
