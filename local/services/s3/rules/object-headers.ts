/** The headers that an object keeps, and the ones it answers with. */
import { AwsError } from "../../../errors.ts";

const systemHeaders = [
  "content-type",
  "cache-control",
  "content-disposition",
  "content-encoding",
  "content-language",
  "expires",
] as const;
const metadataPrefix = "x-amz-meta-";
const maximumMetadataBytes = 2048;

export interface ObjectHeaders {
  /** `content-type`, `cache-control` and their like, lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** User metadata, names without `x-amz-meta-`. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** What of a request's headers stays with the object. @throws MetadataTooLarge */
export function objectHeaders(request: Readonly<Record<string, string>>): ObjectHeaders {
  const headers: Record<string, string> = {};
  for (const name of systemHeaders) {
    const value = name === "content-encoding" ? withoutFraming(request[name]) : request[name];
    if (value !== undefined && value !== "") headers[name] = value;
  }
  headers["content-type"] ??= "binary/octet-stream";

  const metadata: Record<string, string> = {};
  let size = 0;
  for (const [name, value] of Object.entries(request)) {
    if (!name.startsWith(metadataPrefix)) continue;
    metadata[name.slice(metadataPrefix.length)] = value;
    size += name.length - metadataPrefix.length + value.length;
  }
  if (size > maximumMetadataBytes) {
    throw new AwsError("MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size", 400, {
      Size: String(size),
      MaxSizeAllowed: String(maximumMetadataBytes),
    });
  }
  return { headers, metadata };
}

/** `aws-chunked` names how the body travelled, not what it is: S3 does not keep it. */
function withoutFraming(contentEncoding: string | undefined): string | undefined {
  return contentEncoding
    ?.split(",")
    .map((coding) => coding.trim())
    .filter((coding) => coding !== "" && coding !== "aws-chunked")
    .join(",");
}

/** The object's own headers in an answer, `response-*` parameters put in place of them. @throws InvalidArgument */
export function answeredHeaders({ headers, metadata }: ObjectHeaders, query: URLSearchParams): Record<string, string> {
  const answered: Record<string, string> = { ...headers };
  for (const name of systemHeaders) {
    const override = query.get(`response-${name}`);
    if (override !== null) answered[name] = headerValue(`response-${name}`, override);
  }
  for (const [name, value] of Object.entries(metadata)) answered[metadataPrefix + name] = value;
  return answered;
}

function headerValue(name: string, value: string): string {
  if (/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) return value;
  throw new AwsError("InvalidArgument", "Header value cannot be represented using ISO-8859-1.", 400, {
    ArgumentName: name,
    ArgumentValue: value,
  });
}
