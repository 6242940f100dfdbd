/**
 * Removes the `aws-chunked` framing in which S3 clients send streams, with or without a signature per
 * chunk, with or without trailers
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html and …/sigv4-streaming-trailers.html).
 */
import { createHash } from "node:crypto";
import { AwsError } from "../../errors.ts";
import type { Authenticated } from "../sigv4/authenticate.ts";
import { emptyHash, sameSignature, scopeText, sha256Hex, signText } from "../sigv4/signature.ts";
import { type ByteReader, byteReader } from "./byte-reader.ts";

/** What `x-amz-content-sha256` announces. */
export interface Framing {
  readonly signed: boolean;
  readonly trailers: boolean;
}

const framings: Readonly<Record<string, Framing>> = {
  "STREAMING-UNSIGNED-PAYLOAD-TRAILER": { signed: false, trailers: true },
  "STREAMING-AWS4-HMAC-SHA256-PAYLOAD": { signed: true, trailers: false },
  "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER": { signed: true, trailers: true },
};

/** The framing that a payload hash announces; undefined when the body is sent as it is. @throws AwsError NotImplemented */
export function framingOf(payloadHash: string): Framing | undefined {
  if (!payloadHash.startsWith("STREAMING-")) return undefined;
  const framing = framings[payloadHash];
  if (!framing) throw new AwsError("NotImplemented", `The payload form ${payloadHash} is not supported`, 501);
  return framing;
}

/**
 * Yields the bytes inside the frames as they arrive; once it has ended without throwing, `onTrailers`
 * has been given the trailers (lower-case names).
 * @throws AwsError IncompleteBody, InvalidRequest, SignatureDoesNotMatch
 */
export async function* decodeAwsChunked(
  source: AsyncIterable<Uint8Array>,
  framing: Framing,
  seed: Authenticated,
  onTrailers: (trailers: ReadonlyMap<string, string>) => void,
): AsyncIterable<Uint8Array> {
  const reader = byteReader(source);
  const chain = signatureChain(seed);
  for (;;) {
    const { size, signature } = chunkHeader(await reader.line());
    const hash = framing.signed ? createHash("sha256") : undefined;
    for await (const piece of reader.bytes(size)) {
      hash?.update(piece);
      yield piece;
    }
    if (hash) chain.verify("AWS4-HMAC-SHA256-PAYLOAD", `${emptyHash}\n${hash.digest("hex")}`, signature);
    if (size === 0) break;
    if ((await reader.line()) !== "") throw malformed("a chunk is longer than its size says");
  }
  const trailers = await readTrailers(reader);
  if (framing.signed && framing.trailers) {
    const signature = trailers.get("x-amz-trailer-signature");
    trailers.delete("x-amz-trailer-signature");
    const canonical = [...trailers].map(([name, value]) => `${name}:${value}\n`).join("");
    chain.verify("AWS4-HMAC-SHA256-TRAILER", sha256Hex(canonical), signature);
  }
  onTrailers(trailers);
}

function chunkHeader(line: string): { size: number; signature: string | undefined } {
  const [, size, signature] = /^([0-9a-f]{1,8})(?:;chunk-signature=([0-9a-f]{64}))?$/i.exec(line) ?? [];
  if (size === undefined) throw malformed(`'${line.slice(0, 100)}' is no chunk header`);
  return { size: Number.parseInt(size, 16), signature };
}

async function readTrailers(reader: ByteReader): Promise<Map<string, string>> {
  const trailers = new Map<string, string>();
  for (let line = await reader.line(); line !== ""; line = await reader.line()) {
    const colon = line.indexOf(":");
    if (colon < 1 || trailers.size >= 20) throw malformed(`'${line.slice(0, 100)}' is no trailer`);
    trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return trailers;
}

/** Each signature covers the one before it, so that chunks can be neither swapped nor left out. */
function signatureChain(seed: Authenticated) {
  let previous = seed.signature;
  return {
    verify(kind: string, hashes: string, given: string | undefined): void {
      const expected = signText(seed.signingKey, [kind, seed.timestamp, scopeText(seed.scope), previous, hashes].join("\n"));
      if (given === undefined || !sameSignature(expected, given))
        throw new AwsError("SignatureDoesNotMatch", "A chunk's signature does not match the signature we calculated.", 403);
      previous = expected;
    },
  };
}

function malformed(what: string): AwsError {
  return new AwsError("InvalidRequest", `The aws-chunked framing of the body is malformed: ${what}`);
}
