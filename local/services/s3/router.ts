/** Finds the operation that a request means, and refuses every other by name. */
import type { RawResponse } from "../../contracts.ts";
import { AwsError } from "../../errors.ts";
import type { S3Context, S3Operation, S3Request } from "./context.ts";
import { abortMultipartUpload } from "./operations/abort-multipart-upload.ts";
import { completeMultipartUpload } from "./operations/complete-multipart-upload.ts";
import { copyObject } from "./operations/copy-object.ts";
import { createMultipartUpload } from "./operations/create-multipart-upload.ts";
import { deleteObject } from "./operations/delete-object.ts";
import { deleteObjects } from "./operations/delete-objects.ts";
import { getBucketLocation } from "./operations/get-bucket-location.ts";
import { getObject } from "./operations/get-object.ts";
import { getObjectTagging } from "./operations/get-object-tagging.ts";
import { headBucket } from "./operations/head-bucket.ts";
import { headObject } from "./operations/head-object.ts";
import { listBuckets } from "./operations/list-buckets.ts";
import { listMultipartUploads } from "./operations/list-multipart-uploads.ts";
import { listObjects } from "./operations/list-objects.ts";
import { listObjectsV2 } from "./operations/list-objects-v2.ts";
import { listParts } from "./operations/list-parts.ts";
import { putObject } from "./operations/put-object.ts";
import { uploadPart } from "./operations/upload-part.ts";
import { uploadPartCopy } from "./operations/upload-part-copy.ts";
import { notImplemented } from "./rules/errors.ts";
import { refuseHeaders } from "./rules/refused-headers.ts";

interface Route {
  readonly method: string;
  readonly on: "service" | "bucket" | "object";
  /** The query parameter that tells this operation from the others of its method. */
  readonly selector?: string;
  /** The header that does. */
  readonly header?: string;
  readonly operation: S3Operation;
  /** Query parameters it understands beside the selector. */
  readonly parameters: readonly string[];
}

const overrides = [
  "response-content-type",
  "response-cache-control",
  "response-content-disposition",
  "response-content-encoding",
  "response-content-language",
  "response-expires",
];
const listing = ["prefix", "delimiter", "max-keys", "encoding-type"];

/** The first that fits is taken, so routes with a selector stand before the one without. */
const routes: readonly Route[] = [
  {
    method: "GET",
    on: "service",
    operation: listBuckets,
    parameters: ["max-buckets", "prefix", "continuation-token", "bucket-region"],
  },
  { method: "HEAD", on: "bucket", operation: headBucket, parameters: [] },
  { method: "GET", on: "bucket", selector: "location", operation: getBucketLocation, parameters: [] },
  {
    method: "GET",
    on: "bucket",
    selector: "list-type",
    operation: listObjectsV2,
    parameters: [...listing, "continuation-token", "start-after", "fetch-owner"],
  },
  {
    method: "GET",
    on: "bucket",
    selector: "uploads",
    operation: listMultipartUploads,
    parameters: ["prefix", "delimiter", "encoding-type", "key-marker", "upload-id-marker", "max-uploads"],
  },
  { method: "GET", on: "bucket", operation: listObjects, parameters: [...listing, "marker"] },
  { method: "POST", on: "bucket", selector: "delete", operation: deleteObjects, parameters: [] },
  { method: "GET", on: "object", selector: "uploadId", operation: listParts, parameters: ["max-parts", "part-number-marker"] },
  { method: "GET", on: "object", selector: "tagging", operation: getObjectTagging, parameters: [] },
  { method: "GET", on: "object", operation: getObject, parameters: [...overrides, "partNumber"] },
  { method: "HEAD", on: "object", operation: headObject, parameters: [...overrides, "partNumber"] },
  {
    method: "PUT",
    on: "object",
    selector: "uploadId",
    header: "x-amz-copy-source",
    operation: uploadPartCopy,
    parameters: ["partNumber"],
  },
  { method: "PUT", on: "object", selector: "uploadId", operation: uploadPart, parameters: ["partNumber"] },
  { method: "PUT", on: "object", header: "x-amz-copy-source", operation: copyObject, parameters: [] },
  { method: "PUT", on: "object", operation: putObject, parameters: [] },
  { method: "DELETE", on: "object", selector: "uploadId", operation: abortMultipartUpload, parameters: [] },
  { method: "DELETE", on: "object", operation: deleteObject, parameters: [] },
  { method: "POST", on: "object", selector: "uploads", operation: createMultipartUpload, parameters: [] },
  { method: "POST", on: "object", selector: "uploadId", operation: completeMultipartUpload, parameters: [] },
];

/** @throws NotImplemented (naming what is not run), MethodNotAllowed, and what the operation throws */
export function route(request: S3Request, context: S3Context): Promise<RawResponse> | RawResponse {
  refuseHeaders(request.headers, context.cloud.accountId);
  return findRoute(request).operation(request, context);
}

function findRoute({ method, bucket, key, query, headers }: S3Request): Route {
  const on = key !== "" ? "object" : bucket !== "" ? "bucket" : "service";
  const parameters = [...new Set(query.keys())].filter((name) => !isSigning(name));
  const candidates = routes.filter((candidate) => candidate.method === method && candidate.on === on);
  const found = candidates.find(
    ({ selector, header }) => (selector === undefined || query.has(selector)) && (header === undefined || header in headers),
  );
  const unknown = parameters.filter((name) => name !== found?.selector && !found?.parameters.includes(name));
  if (unknown.length > 0) throw notImplemented(`${method} on ${article(on)} with ?${unknown.join("&")}`);
  if (found !== undefined) return found;
  if (on === "bucket" && method === "PUT") throw notImplemented("CreateBucket (buckets are made by the template)");
  if (on === "bucket" && method === "DELETE") throw notImplemented("DeleteBucket (buckets are made by the template)");
  throw new AwsError("MethodNotAllowed", "The specified method is not allowed against this resource.", 405, { Method: method });
}

const article = (on: Route["on"]) => (on === "object" ? "an object" : on === "bucket" ? "a bucket" : "the service");

/** Parameters of a signature, of checksums in a presigned address, and the SDK's name of the operation. */
const isSigning = (name: string) => name === "x-id" || name.toLowerCase().startsWith("x-amz-");
