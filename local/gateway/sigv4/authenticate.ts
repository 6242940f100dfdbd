/** Decides who sent a request, by recomputing its signature. */
import type { Principal } from "../../contracts.ts";
import { AuthenticationFailure } from "./authentication-failure.ts";
import { canonicalRequest } from "./canonical-request.ts";
import { requestSignature, sameSignature, signingKey } from "./signature.ts";
import type { CredentialScope, SignableRequest, SignedRequest } from "./signed-request.ts";

/** A key as the holder of all keys knows it. */
export interface KnownKey {
  readonly secretAccessKey: string;
  /** Present for temporary credentials. */
  readonly sessionToken?: string;
  readonly principal: Principal;
}
export type FindKey = (accessKeyId: string) => KnownKey | undefined;

/** Who sent it, and the seed that signed chunks continue from. */
export interface Authenticated {
  readonly principal: Principal;
  readonly signingKey: Buffer;
  readonly scope: CredentialScope;
  readonly timestamp: string;
  readonly signature: string;
}

export interface Rules {
  readonly findKey: FindKey;
  /** The region whose endpoint this is. */
  readonly region: string;
  /** Milliseconds since the epoch, by the wall clock: clients sign with theirs. */
  readonly now: () => number;
}

const largestSkew = 15 * 60_000;
/** Services of the whole world: a client of any region reaches them. */
const globalServices = new Set(["cloudfront", "iam", "sts"]);

/**
 * @param payloadHash what the signature covers as the body: its SHA-256, `UNSIGNED-PAYLOAD` or a `STREAMING-` marker
 * @throws AuthenticationFailure
 */
export function authenticate(request: SignableRequest, signed: SignedRequest, payloadHash: string, rules: Rules): Authenticated {
  const { scope, timestamp } = signed;
  checkRegion(scope, rules.region);
  checkTime(signed, rules.now());
  checkCoverage(request, signed);
  const known = rules.findKey(signed.accessKeyId);
  if (!known) throw new AuthenticationFailure("unknown-key", "The security token included in the request is invalid.");
  const key = signingKey(known.secretAccessKey, scope);
  const canonical = canonicalRequest(request, scope.service, signed.signedHeaders, payloadHash);
  if (!sameSignature(requestSignature(key, timestamp, scope, canonical), signed.signature))
    throw new AuthenticationFailure(
      "mismatch",
      "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
    );
  if (known.sessionToken !== signed.sessionToken)
    throw new AuthenticationFailure("invalid-token", "The security token included in the request is invalid.");
  return { principal: known.principal, signingKey: key, scope, timestamp, signature: signed.signature };
}

function checkRegion(scope: CredentialScope, region: string): void {
  if (scope.region === region || globalServices.has(scope.service)) return;
  throw new AuthenticationFailure(
    "wrong-region",
    `Credential should be scoped to a valid region; the region '${scope.region}' is wrong; expecting '${region}'`,
  );
}

function checkTime(signed: SignedRequest, now: number): void {
  if (!signed.timestamp.startsWith(signed.scope.date))
    throw new AuthenticationFailure(
      "mismatch",
      "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP",
    );
  if (signed.expiresIn === undefined ? Math.abs(now - signed.signedAt) > largestSkew : signed.signedAt - now > largestSkew)
    throw new AuthenticationFailure("skewed", skewMessage(signed, now));
  if (signed.expiresIn !== undefined && now > signed.signedAt + signed.expiresIn * 1000)
    throw new AuthenticationFailure("expired-request", "Request has expired");
}

function skewMessage(signed: SignedRequest, now: number): string {
  const [problem, relation, limit] =
    now > signed.signedAt ? ["expired", "earlier", now - largestSkew] : ["not yet current", "later", now + largestSkew];
  return `Signature ${problem}: ${signed.timestamp} is now ${relation} than ${basic(Number(limit))} (${basic(now)} ${relation === "earlier" ? "-" : "+"} 15 min.)`;
}

function basic(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replaceAll(/[-:]|\.\d+/g, "");
}

/** What is not signed could have been added by anybody on the way. */
function checkCoverage(request: SignableRequest, signed: SignedRequest): void {
  const covered = new Set(signed.signedHeaders);
  const loose = Object.keys(request.headers).filter(
    (name) => (name === "host" || name.startsWith("x-amz-")) && !covered.has(name),
  );
  if (loose.length > 0)
    throw new AuthenticationFailure(
      "unsigned-headers",
      `There were headers present in the request which were not signed: ${loose.join(", ")}`,
    );
}
