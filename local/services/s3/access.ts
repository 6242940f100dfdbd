/** Who may do what to which bucket and object. */
import type { Principal } from "../../contracts.ts";
import type { S3Context } from "./context.ts";
import { bucketArn, objectArn } from "./rules/arns.ts";
import { noSuchKey } from "./rules/errors.ts";

/** @throws AccessDenied unless the principal's or the bucket's policy allows `action` on the bucket itself. */
export function authorizeBucket({ cloud }: S3Context, principal: Principal, action: string, bucket: string): void {
  cloud.iam.authorize({ principal, action, resource: bucketArn(bucket) });
}

/** @throws AccessDenied unless the principal's or the bucket's policy allows `action` on the object. */
export function authorizeObject({ cloud }: S3Context, principal: Principal, action: string, bucket: string, key: string): void {
  cloud.iam.authorize({ principal, action, resource: objectArn(bucket, key), policyOwner: bucketArn(bucket) });
}

/**
 * S3 tells only those who may list a bucket that a key is not in it.
 * @throws AccessDenied to all others, NoSuchKey to them
 */
export function refuseMissingKey(context: S3Context, principal: Principal, bucket: string, key: string): never {
  authorizeBucket(context, principal, "s3:ListBucket", bucket);
  throw noSuchKey(key);
}
