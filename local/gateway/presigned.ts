/** A presigned request as if its parameters had been sent as headers, as S3 reads it. */
import type { GatewayRequest } from "./request.ts";

const signatureParameters =
  /^(x-amz-(algorithm|credential|date|expires|signedheaders|signature|security-token|content-sha256)|AWSAccessKeyId|Signature|Expires)$/i;
/** What boto3 puts into the address beside a Signature Version 2; the header of that name is what counts. */
const repeatedHeaders = /^content-(type|md5)$/i;
/** The SDK signs into the address the checksum of a body that it does not have yet; S3 does not hold the body to it. */
const checksumParameters = /^x-amz-(checksum-|sdk-checksum-algorithm$)/i;

export function withoutPresigning(request: GatewayRequest): GatewayRequest {
  const query = new URLSearchParams();
  const headers: Record<string, string> = {};
  for (const [name, value] of request.query) {
    if (signatureParameters.test(name) || checksumParameters.test(name) || repeatedHeaders.test(name)) continue;
    if (/^x-amz-/i.test(name)) headers[name.toLowerCase()] = value;
    else query.append(name, value);
  }
  return { ...request, query, headers: { ...headers, ...request.headers } };
}
