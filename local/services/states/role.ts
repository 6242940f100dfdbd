import type { Cloud } from "../../contracts.ts";
import { AwsError } from "../../errors.ts";

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
