/** The operations by which clients could push and pull without the registry's own protocol: known, and refused by name. */
import type { Operation } from "../../contracts.ts";
import { AwsError } from "../../errors.ts";

export const NOT_SUPPORTED = [
  "BatchCheckLayerAvailability",
  "CompleteLayerUpload",
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
        `${name} is not supported here: push and pull with a container engine, logged in at the proxyEndpoint that GetAuthorizationToken gives.`,
      );
    },
  };
}
