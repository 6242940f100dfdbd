/** S3's virtual-hosted addresses: clients that know this endpoint as `localhost` put the bucket in front of it. */
import type { GatewayRequest } from "./request.ts";

const bucketHost = /^([a-z0-9][a-z0-9.-]*)\.localhost(?::\d+)?$/i;

/** `/key` at `bucket.localhost` as `/bucket/key`; any other request as it is. */
export function withBucketOfHost(request: GatewayRequest): GatewayRequest {
  const bucket = bucketHost.exec(request.headers.host ?? "")?.[1];
  return bucket === undefined ? request : { ...request, path: `/${bucket}${request.path}` };
}
