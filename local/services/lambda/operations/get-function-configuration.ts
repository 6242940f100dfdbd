import type { RawRequest, RawResponse } from "../../../contracts.ts";
import { configurationOf } from "./configuration-of.ts";
import { json, type LambdaState } from "./operation.ts";

/** GetFunctionConfiguration. */
export function getFunctionConfiguration(request: RawRequest, name: string, { cloud, functions }: LambdaState): RawResponse {
  cloud.iam.authorize({
    principal: request.principal,
    action: "lambda:GetFunctionConfiguration",
    resource: functions.arnOf(name),
  });
  return json(200, configurationOf(functions.get(name)));
}
