/** Which path is which operation (CloudFront API Reference, 2020-05-31). */
import type { RawRequest, RawResponse } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import { createInvalidation } from "./create-invalidation.ts";
import { getDistribution } from "./get-distribution.ts";
import { getInvalidation } from "./get-invalidation.ts";
import { listDistributions } from "./list-distributions.ts";
import { listInvalidations } from "./list-invalidations.ts";
import type { Context, RestOperation } from "./operation.ts";

const root = "/2020-05-31/distribution";
const table: readonly (readonly [method: string, path: RegExp, RestOperation])[] = [
  ["GET", new RegExp(`^${root}/?$`), listDistributions],
  ["GET", new RegExp(`^${root}/([^/]+)$`), getDistribution],
  ["POST", new RegExp(`^${root}/([^/]+)/invalidation$`), createInvalidation],
  ["GET", new RegExp(`^${root}/([^/]+)/invalidation$`), listInvalidations],
  ["GET", new RegExp(`^${root}/([^/]+)/invalidation/([^/]+)$`), getInvalidation],
];

/** @throws AwsError UnknownOperationException for what is not in the table */
export async function handle(request: RawRequest, context: Context): Promise<RawResponse> {
  for (const [method, path, operation] of table) {
    const match = request.method === method ? path.exec(request.path) : null;
    if (match) return operation(request, match.slice(1).map(decodeURIComponent), context);
  }
  throw new AwsError("UnknownOperationException", `Unknown operation: ${request.method} ${request.path}`, 404);
}
