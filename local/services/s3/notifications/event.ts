/**
 * The event as S3 hands it to Lambda (S3 User Guide, "Event message structure"): the key is form-encoded but for its
 * slashes, the ETag has no quotes, and what was removed has neither size nor ETag.
 */
import type { Principal } from "../../../contracts.ts";
import { bucketArn } from "../rules/arns.ts";
import type { ObjectRecord } from "../store/object-record.ts";
import type { EventName } from "./configuration.ts";

/** A change of an object that was made, for somebody. */
export interface Change {
  readonly name: EventName;
  readonly bucket: string;
  readonly key: string;
  /** What there is now; undefined for what was removed. */
  readonly record: Pick<ObjectRecord, "size" | "etag"> | undefined;
  readonly by: Author;
}

/** Who asked for a change, in which request. */
export interface Author {
  readonly principal: Principal;
  readonly requestId: string;
}

export interface Circumstances {
  readonly accountId: string;
  readonly region: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly configurationId: string;
  readonly sequencer: string;
}

export function s3Event({ name, bucket, key, record, by }: Change, circumstances: Circumstances): unknown {
  const { accountId, region, time, configurationId, sequencer } = circumstances;
  return {
    Records: [
      {
        eventVersion: "2.1",
        eventSource: "aws:s3",
        awsRegion: region,
        eventTime: new Date(time).toISOString(),
        eventName: name,
        userIdentity: { principalId: `AWS:${userIdOf(by.principal, accountId)}` },
        requestParameters: { sourceIPAddress: "127.0.0.1" },
        responseElements: { "x-amz-request-id": by.requestId, "x-amz-id-2": "local" },
        s3: {
          s3SchemaVersion: "1.0",
          configurationId,
          bucket: { name: bucket, ownerIdentity: { principalId: accountId }, arn: bucketArn(bucket) },
          object: { key: formEncoded(key), ...(record && { size: record.size, eTag: record.etag }), sequencer },
        },
      },
    ],
  };
}

/** A space is `+`, everything but letters, digits, `*-._` and slashes is per cent. */
function formEncoded(key: string): string {
  return new URLSearchParams([["", key]]).toString().slice("=".length).replaceAll("%2F", "/");
}

/** As STS calls them. */
function userIdOf(principal: Principal, accountId: string): string {
  switch (principal.kind) {
    case "root":
      return accountId;
    case "role":
      return `${principal.roleArn.slice(principal.roleArn.lastIndexOf("/") + 1)}:${principal.sessionName}`;
    case "service":
      return principal.service;
  }
}
