/** Origin request policies: what an origin is told beyond what is in the cache key. Buckets are told nothing either way. */
import { all, none, type Selection } from "./cache-policy.ts";

export interface OriginRequestPolicy {
  readonly id: string;
  /** Lower-case names of the viewer's headers. */
  readonly headers: Selection;
  readonly cookies: Selection;
  readonly querystrings: Selection;
}

/** AWS's own policies that this cloud knows. */
export const managedOriginRequestPolicies: readonly OriginRequestPolicy[] = [
  {
    // Managed-CORS-S3Origin
    id: "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf",
    headers: (name) => ["origin", "access-control-request-headers", "access-control-request-method"].includes(name),
    cookies: none,
    querystrings: none,
  },
  {
    // Managed-AllViewerExceptHostHeader
    id: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
    headers: (name) => name !== "host",
    cookies: all,
    querystrings: all,
  },
];
