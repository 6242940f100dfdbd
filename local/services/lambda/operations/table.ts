/** Which path is which operation (Lambda API Reference, 2015-03-31). */
import type { RawRequest, RawResponse } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import { getFunction } from "./get-function.ts";
import { getFunctionConfiguration } from "./get-function-configuration.ts";
import { getPolicy } from "./get-policy.ts";
import { invoke } from "./invoke.ts";
import { listFunctions } from "./list-functions.ts";
import type { LambdaState, RestOperation } from "./operation.ts";

const root = "/2015-03-31/functions";
const table: readonly (readonly [method: string, path: RegExp, RestOperation])[] = [
  ["POST", new RegExp(`^${root}/([^/]+)/invocations$`), invoke],
  ["GET", new RegExp(`^${root}/?$`), listFunctions],
  ["GET", new RegExp(`^${root}/([^/]+)$`), getFunction],
  ["GET", new RegExp(`^${root}/([^/]+)/configuration$`), getFunctionConfiguration],
  ["GET", new RegExp(`^${root}/([^/]+)/policy$`), getPolicy],
];

/** @throws AwsError UnknownOperationException for what is not in the table */
export async function handle(request: RawRequest, state: LambdaState): Promise<RawResponse> {
  for (const [method, path, operation] of table) {
    const match = request.method === method ? path.exec(request.path) : null;
    if (match) return operation(request, decodeURIComponent(match[1] ?? ""), state);
  }
  throw new AwsError("UnknownOperationException", `Unknown operation: ${request.method} ${request.path}`, 404);
}
