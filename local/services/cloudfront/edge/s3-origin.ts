/** A private bucket as an origin, read in CloudFront's name with Origin Access Control. */
import type { Cloud } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import { xmlDocument } from "../xml.ts";
import type { EdgeResponse, ViewerRequest } from "./messages.ts";

export interface S3Origin {
  readonly kind: "s3";
  readonly id: string;
  readonly bucket: string;
  /** Empty, or with a leading and without a trailing slash. */
  readonly path: string;
  /** False without an origin access control that signs: the request is anonymous then. */
  readonly signed: boolean;
}

/** Asks the bucket, as `distributionArn`. What S3 refuses comes back as its answer, not as an exception. */
export async function fetchFromS3(
  origin: S3Origin,
  request: ViewerRequest,
  distributionArn: string,
  cloud: Cloud,
): Promise<EdgeResponse> {
  try {
    if (request.method === "OPTIONS")
      throw new AwsError("AccessForbidden", "CORSResponse: CORS is not enabled for this bucket.", 403);
    const key = keyOf(origin, request.uri);
    // Nobody who is not asked for a name may list a bucket or read from it: new buckets block public access.
    if (!origin.signed || key === "") throw new AwsError("AccessDenied", "Access Denied", 403);
    const principal = { kind: "service", service: "cloudfront.amazonaws.com", sourceArn: distributionArn } as const;
    const stored = await cloud.s3.get({ bucket: origin.bucket, key, principal });
    return {
      status: 200,
      headers: {
        "content-type": stored.contentType,
        etag: stored.etag,
        "last-modified": stored.lastModified.toUTCString(),
        "accept-ranges": "bytes",
        server: "AmazonS3",
        ...(stored.cacheControl === undefined ? {} : { "cache-control": stored.cacheControl }),
        ...(stored.contentEncoding === undefined ? {} : { "content-encoding": stored.contentEncoding }),
        ...Object.fromEntries(Object.entries(stored.metadata).map(([name, value]) => [`x-amz-meta-${name}`, value])),
      },
      body: stored.body,
    };
  } catch (error) {
    if (error instanceof AwsError) return refusal(error, request.requestId);
    throw error;
  }
}

function keyOf(origin: S3Origin, uri: string): string {
  try {
    return decodeURIComponent(`${origin.path}${uri}`.slice(1));
  } catch {
    throw new AwsError("InvalidURI", "Couldn't parse the specified URI.", 400, { URI: uri });
  }
}

function refusal(error: AwsError, requestId: string): EdgeResponse {
  const document = {
    Error: { Code: error.code, Message: error.message, ...error.fields, RequestId: requestId, HostId: requestId },
  };
  return {
    status: error.status,
    headers: { "content-type": "application/xml", server: "AmazonS3" },
    body: Buffer.from(xmlDocument(document)),
  };
}
