/** Reads what a request says about its own signature, in the header form or the presigned query form. */
import { AuthenticationFailure } from "./authentication-failure.ts";

/** The parts of a request that SigV4 looks at. */
export interface SignableRequest {
  readonly method: string;
  /** As sent: percent-encoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Lower-case names; several values of one name joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface CredentialScope {
  /** `YYYYMMDD` */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

/** A signature and what it claims to cover. */
export interface SignedRequest {
  readonly form: "header" | "presigned";
  readonly accessKeyId: string;
  readonly scope: CredentialScope;
  /** Lower-case names, in the order given. */
  readonly signedHeaders: readonly string[];
  /** Hexadecimal. */
  readonly signature: string;
  /** `YYYYMMDD'T'HHMMSS'Z'` as sent. */
  readonly timestamp: string;
  /** The same moment in milliseconds since the epoch. */
  readonly signedAt: number;
  /** Seconds that a presigned request is good for; undefined in the header form. */
  readonly expiresIn: number | undefined;
  readonly sessionToken: string | undefined;
}

export const algorithm = "AWS4-HMAC-SHA256";

/** A week: the longest that a presigned request may live. */
const longestExpiry = 604_800;

/** Whether the request carries any AWS signature at all (that it is a good one is for `authenticate` to say). */
export function carriesSignature(request: SignableRequest): boolean {
  return request.headers.authorization?.startsWith("AWS4-") === true || request.query.has("X-Amz-Algorithm");
}

/** @throws AuthenticationFailure `missing` without a signature, `incomplete` when a part of it is absent or malformed. */
export function readSignature(request: SignableRequest): SignedRequest {
  const authorization = request.headers.authorization;
  if (authorization?.startsWith("AWS4-")) return fromHeader(authorization, request);
  if (request.query.has("X-Amz-Algorithm")) return fromQuery(request.query);
  throw new AuthenticationFailure("missing", "Missing Authentication Token");
}

function fromHeader(authorization: string, request: SignableRequest): SignedRequest {
  const space = authorization.indexOf(" ");
  requireAlgorithm(authorization.slice(0, space));
  const parts = new Map(
    authorization
      .slice(space + 1)
      .split(",")
      .map((part) => {
        const equals = part.indexOf("=");
        return [part.slice(0, equals).trim(), part.slice(equals + 1).trim()] as const;
      }),
  );
  const part = (name: string) => required(parts.get(name), `Authorization header requires '${name}' parameter`);
  const timestamp = required(request.headers["x-amz-date"], "Authorization header requires existence of 'X-Amz-Date' header");
  return {
    form: "header",
    ...credential(part("Credential")),
    signedHeaders: part("SignedHeaders").toLowerCase().split(";"),
    signature: part("Signature"),
    timestamp,
    signedAt: moment(timestamp),
    expiresIn: undefined,
    sessionToken: request.headers["x-amz-security-token"],
  };
}

function fromQuery(query: URLSearchParams): SignedRequest {
  const part = (name: string) => required(query.get(name), `The query-string authentication parameter ${name} is missing`);
  requireAlgorithm(part("X-Amz-Algorithm"));
  const expiresIn = Number(part("X-Amz-Expires"));
  if (!Number.isInteger(expiresIn) || expiresIn < 0 || expiresIn > longestExpiry)
    throw new AuthenticationFailure("incomplete", `X-Amz-Expires must be between 0 and ${longestExpiry} seconds`);
  const timestamp = part("X-Amz-Date");
  return {
    form: "presigned",
    ...credential(part("X-Amz-Credential")),
    signedHeaders: part("X-Amz-SignedHeaders").toLowerCase().split(";"),
    signature: part("X-Amz-Signature"),
    timestamp,
    signedAt: moment(timestamp),
    expiresIn,
    sessionToken: query.get("X-Amz-Security-Token") ?? undefined,
  };
}

/** Splits `<key id>/<date>/<region>/<service>/aws4_request`. */
function credential(value: string): { accessKeyId: string; scope: CredentialScope } {
  const [terminator, service, region, date, ...keyId] = value.split("/").reverse();
  if (terminator !== "aws4_request" || !service || !region || !date || keyId.length === 0)
    throw new AuthenticationFailure(
      "incomplete",
      `'${value}' is not a valid credential: key-id/YYYYMMDD/region/service/aws4_request`,
    );
  return { accessKeyId: keyId.reverse().join("/"), scope: { date, region, service } };
}

function requireAlgorithm(name: string): void {
  if (name !== algorithm)
    throw new AuthenticationFailure("incomplete", `Unsupported AWS 'algorithm': '${name}', expected '${algorithm}'`);
}

function required(value: string | null | undefined, message: string): string {
  if (!value) throw new AuthenticationFailure("incomplete", message);
  return value;
}

function moment(timestamp: string): number {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(timestamp) ?? [];
  const milliseconds = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(milliseconds))
    throw new AuthenticationFailure("incomplete", `Date must be in ISO-8601 'basic format'. Got '${timestamp}'.`);
  return milliseconds;
}
