import type { RawRequest, RawResponse } from "../../../contracts.ts";
import { configurationOf } from "./configuration-of.ts";
import { json, type LambdaState } from "./operation.ts";

/** GetFunction, without the link to the package (`Code.Location`): the zip lies among the assets. */
export function getFunction(request: RawRequest, name: string, { cloud, functions }: LambdaState): RawResponse {
  cloud.iam.authorize({ principal: request.principal, action: "lambda:GetFunction", resource: functions.arnOf(name) });
  const configuration = functions.get(name);
  const { reservedConcurrency } = configuration;
  return json(200, {
    Configuration: configurationOf(configuration),
    Code: { RepositoryType: "S3" },
    ...(reservedConcurrency === undefined ? {} : { Concurrency: { ReservedConcurrentExecutions: reservedConcurrency } }),
  });
}
