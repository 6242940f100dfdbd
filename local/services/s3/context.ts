/** What an S3 operation is given, and what it answers. */
import type { Cloud, RawRequest, RawResponse } from "../../contracts.ts";
import type { Notifications } from "./notifications/notifications.ts";
import type { Buckets } from "./store/buckets.ts";

/** The cloud, and the buckets that its template made. */
export interface S3Context {
  readonly cloud: Cloud;
  readonly buckets: Buckets;
  readonly notifications: Notifications;
}

/** A request whose path is taken apart: `/bucket/key`, decoded; either is empty when the path has none. */
export interface S3Request extends RawRequest {
  readonly bucket: string;
  readonly key: string;
}

export type S3Operation = (request: S3Request, context: S3Context) => Promise<RawResponse> | RawResponse;
