/** What has to be allowed before a machine may have a role. */
import type { Cloud, Principal } from "../../contracts.ts";
import { AwsError } from "../../errors.ts";

/** @throws AwsError AccessDeniedException when the caller may not pass the role on */
export function checkPassable(roleArn: string, principal: Principal, cloud: Cloud): void {
  try {
    cloud.iam.authorize({ principal, action: "iam:PassRole", resource: roleArn });
  } catch (error) {
    // The denial has IAM's own code; it is Step Functions that answers.
    throw error instanceof AwsError ? new AwsError("AccessDeniedException", error.message) : error;
  }
}

/** @throws AwsError AccessDeniedException when Step Functions may not become the role */
export function checkAssumable(roleArn: string, sessionName: string, cloud: Cloud): void {
  try {
    cloud.iam.assumeRole(roleArn, "states.amazonaws.com", sessionName);
  } catch (error) {
    const principal = `Neither the global service principal states.amazonaws.com, nor the regional one`;
    const reason = error instanceof Error ? error.message : String(error);
    throw new AwsError("AccessDeniedException", `${principal} is authorized to assume the provided role. ${reason}`);
  }
}
