/** The service's ARNs. */
import type { Cloud } from "../../contracts.ts";
import { AwsError } from "../../errors.ts";

export function machineArn(cloud: Cloud, name: string): string {
  return `arn:aws:states:${cloud.region}:${cloud.accountId}:stateMachine:${name}`;
}

export function executionArn(cloud: Cloud, machineName: string, name: string): string {
  return `arn:aws:states:${cloud.region}:${cloud.accountId}:execution:${machineName}:${name}`;
}

/** @throws AwsError InvalidArn when `arn` is not one of Step Functions of this kind */
export function checkArn(arn: string, kind: "stateMachine" | "execution"): void {
  if (!arn.startsWith("arn:")) throw new AwsError("InvalidArn", `Invalid Arn: 'Invalid ARN prefix: ${arn}'`);
  const [, , service, , , resource] = arn.split(":");
  if (service !== "states") throw new AwsError("InvalidArn", `Invalid Arn: 'ARN is not valid for AWS Step Functions: ${arn}'`);
  if (resource !== kind) {
    throw new AwsError("InvalidArn", `Invalid Arn: 'Resource type not valid in this context: ${resource}'`);
  }
}
