/** A REST operation of CloudFront: one file each in this folder, one row each in `table.ts`. */
import type { Cloud, RawRequest, RawResponse } from "../../../contracts.ts";
import type { EdgeState } from "../edge-state.ts";
import type { Invalidations } from "../invalidations.ts";
import { xmlDocument } from "../xml.ts";

/** What the operations work on. */
export interface Context {
  readonly cloud: Cloud;
  readonly state: EdgeState;
  readonly invalidations: Invalidations;
}

/** `ids` are those in the path, the distribution's first. Authorizes the caller itself. */
export type RestOperation = (request: RawRequest, ids: readonly string[], context: Context) => Promise<RawResponse> | RawResponse;

/** Asks IAM for an action on a distribution, or on `*` without one. @throws AwsError AccessDenied */
export function authorize(request: RawRequest, action: string, distributionId: string | undefined, { cloud }: Context): void {
  const resource = distributionId === undefined ? "*" : `arn:aws:cloudfront::${cloud.accountId}:distribution/${distributionId}`;
  cloud.iam.authorize({ principal: request.principal, action: `cloudfront:${action}`, resource });
}

/** An answer in XML with CloudFront's namespace. */
export function xml(
  status: number,
  root: string,
  content: Record<string, unknown>,
  headers: Record<string, string> = {},
): RawResponse {
  const body = xmlDocument({ [root]: { "@xmlns": "http://cloudfront.amazonaws.com/doc/2020-05-31/", ...content } });
  return { status, headers: { "content-type": "text/xml", ...headers }, body };
}
