import { AwsError } from "../../../errors.ts";

/** @returns InvalidParameterException */
export function invalidPattern(pattern: string, why: string): AwsError {
  return new AwsError("InvalidParameterException", `Invalid filter pattern '${pattern}': ${why}`);
}
