/** Request headers that change what S3 does, and that this S3 does not run. */
import { AwsError } from "../../../errors.ts";
import { notImplemented } from "./errors.ts";

const unsupported = [
  "x-amz-tagging",
  "x-amz-website-redirect-location",
  "x-amz-object-lock-",
  "x-amz-server-side-encryption-",
  "x-amz-copy-source-server-side-encryption-",
  "x-amz-write-offset-bytes",
  "x-amz-if-match-",
  "x-amz-mfa",
  "x-amz-rename-source",
];

/** Header → the only values under which nothing changes. */
const onlyDefaults: Readonly<Record<string, readonly string[]>> = {
  "x-amz-server-side-encryption": ["AES256"],
  "x-amz-storage-class": ["STANDARD"],
  "x-amz-tagging-directive": ["COPY", "REPLACE"],
};

/** @throws NotImplemented (naming the header), AccessControlListNotSupported, AccessDenied (another account's bucket) */
export function refuseHeaders(headers: Readonly<Record<string, string>>, accountId: string): void {
  for (const [name, value] of Object.entries(headers)) {
    if (unsupported.some((prefix) => name.startsWith(prefix))) throw notImplemented(`The header ${name}`);
    const allowed = onlyDefaults[name];
    if (allowed !== undefined && !allowed.includes(value)) throw notImplemented(`${name}: ${value}`);
    if (name.startsWith("x-amz-grant-") || (name === "x-amz-acl" && value !== "bucket-owner-full-control")) {
      throw new AwsError("AccessControlListNotSupported", "The bucket does not allow ACLs", 400);
    }
    if (name === "x-amz-expected-bucket-owner" && value !== accountId) throw new AwsError("AccessDenied", "Access Denied", 403);
  }
}
