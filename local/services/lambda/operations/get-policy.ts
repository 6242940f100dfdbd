import type { RawRequest, RawResponse } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import { json, type LambdaState } from "./operation.ts";

/** GetPolicy: the statements that `AWS::Lambda::Permission` resources made. */
export function getPolicy(request: RawRequest, name: string, { cloud, functions }: LambdaState): RawResponse {
  cloud.iam.authorize({ principal: request.principal, action: "lambda:GetPolicy", resource: functions.arnOf(name) });
  const Statement = functions.permissions(functions.get(name).name);
  if (Statement.length === 0) {
    throw new AwsError("ResourceNotFoundException", "The resource you requested does not exist.", 404, { Type: "User" });
  }
  return json(200, { Policy: JSON.stringify({ Version: "2012-10-17", Id: "default", Statement }) });
}
