/** The body of a REST request as its service may read it: unframed, and proven whole by the time it ends. */
import { createHash } from "node:crypto";
import { AwsError } from "../../errors.ts";
import type { Authenticated } from "../sigv4/authenticate.ts";
import { decodeAwsChunked, framingOf } from "./aws-chunked.ts";
import { checksumFor, type RunningChecksum } from "./checksums.ts";

export interface Payload {
  /** The request's headers as if the body had been sent without framing. */
  readonly headers: Readonly<Record<string, string>>;
  /** Throws an AwsError at its end when a hash, checksum or length is wrong: a reader keeps nothing of it then. */
  readonly body: AsyncIterable<Uint8Array>;
}

export interface PayloadSource {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AsyncIterable<Uint8Array>;
  /** What the signature covers as the body. */
  readonly payloadHash: string;
  /** The headers' checksums are of this body, and not of an object it only speaks of (CompleteMultipartUpload). */
  readonly checksumsCoverBody: boolean;
}

/**
 * @param seed what the signatures of chunks continue from; without one the body is taken as it is
 * @throws AwsError NotImplemented for a payload form that is not decoded, InvalidDigest
 */
export function openPayload(source: PayloadSource, seed?: Authenticated): Payload {
  const framing = framingOf(source.payloadHash);
  const checks = source.checksumsCoverBody ? headerChecks(source.headers) : [];
  if (/^[0-9a-f]{64}$/i.test(source.payloadHash)) checks.push(payloadHashCheck(source.payloadHash));
  if (!framing || !seed) return { headers: source.headers, body: checked(source.body, checks, undefined) };

  const announced = announcedTrailers(source.headers);
  const trailerChecks = announced.map((name) => ({ name, checksum: checksumFor(name) }));
  let trailers: ReadonlyMap<string, string> = new Map();
  const decoded = decodeAwsChunked(source.body, framing, seed, (received) => {
    trailers = received;
  });
  for (const { name, checksum } of trailerChecks)
    if (checksum) checks.push({ checksum, expected: () => trailers.get(name), fail: badDigest(name) });
  return { headers: unframed(source.headers), body: checked(decoded, checks, decodedLength(source.headers)) };
}

interface Check {
  readonly checksum: RunningChecksum;
  /** Asked when the body has ended, since a trailer is not there before. */
  expected(): string | undefined;
  fail(): AwsError;
}

async function* checked(
  body: AsyncIterable<Uint8Array>,
  checks: readonly Check[],
  length: number | undefined,
): AsyncIterable<Uint8Array> {
  let received = 0;
  for await (const piece of body) {
    received += piece.length;
    for (const { checksum } of checks) checksum.update(piece);
    yield piece;
  }
  if (length !== undefined && received !== length)
    throw new AwsError(
      "IncompleteBody",
      "You did not provide the number of bytes specified by the x-amz-decoded-content-length HTTP header",
    );
  for (const { checksum, expected, fail } of checks) if ((await checksum.digest()) !== expected()) throw fail();
}

function headerChecks(headers: Readonly<Record<string, string>>): Check[] {
  return Object.entries(headers).flatMap(([name, value]) => {
    const checksum = checksumFor(name);
    if (name === "content-md5" && !isMd5(value))
      throw new AwsError("InvalidDigest", "The Content-MD5 you specified was invalid.");
    return checksum ? [{ checksum, expected: () => value, fail: badDigest(name) }] : [];
  });
}

const isMd5 = (value: string) => /^[A-Za-z0-9+/]{22}==$/.test(value);

function payloadHashCheck(payloadHash: string): Check {
  const hash = createHash("sha256");
  return {
    checksum: { update: (piece) => void hash.update(piece), digest: async () => hash.digest("hex") },
    expected: () => payloadHash.toLowerCase(),
    fail: () =>
      new AwsError("XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed."),
  };
}

function badDigest(header: string): () => AwsError {
  const algorithm = header === "content-md5" ? "Content-MD5" : header.replace("x-amz-checksum-", "").toUpperCase();
  return () => new AwsError("BadDigest", `The ${algorithm} you specified did not match the calculated checksum.`);
}

function announcedTrailers(headers: Readonly<Record<string, string>>): string[] {
  return (headers["x-amz-trailer"] ?? "")
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== "");
}

function decodedLength(headers: Readonly<Record<string, string>>): number | undefined {
  const text = headers["x-amz-decoded-content-length"];
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text)) throw new AwsError("InvalidArgument", "x-amz-decoded-content-length is not a number");
  return Number(text);
}

function unframed(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const {
    "x-amz-decoded-content-length": length,
    "x-amz-trailer": _,
    "transfer-encoding": __,
    "content-length": ___,
    "content-encoding": encodings = "",
    ...rest
  } = headers;
  const encoding = encodings
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && name !== "aws-chunked")
    .join(", ");
  return {
    ...rest,
    ...(encoding && { "content-encoding": encoding }),
    ...(length !== undefined && { "content-length": length }),
  };
}
