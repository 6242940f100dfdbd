/** Operations that need a registry with images behind them: known, and refused by name. */
import type { Operation } from "../../contracts.ts";
import { AwsError } from "../../errors.ts";

export const NOT_SUPPORTED = [
  "BatchCheckLayerAvailability",
  "CompleteLayerUpload",
  "GetAuthorizationToken",
  "GetDownloadUrlForLayer",
  "InitiateLayerUpload",
  "PutImage",
  "UploadLayerPart",
] as const;

/** An operation that says why it can't. */
export function notSupported(name: string): Operation {
  return {
    action: `ecr:${name}`,
    resource: () => "*",
    run() {
      throw new AwsError(
        "InvalidParameterException",
        `${name} is not supported here: this registry has no engine behind it, so images can be neither pushed nor pulled.`,
      );
    },
  };
}
