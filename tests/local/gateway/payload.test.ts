/** Bodies reach a REST service byte for byte, however they were framed, and never when they are not whole. */
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { crc32 } from "node:zlib";
import {
  ChecksumAlgorithm,
  CompleteMultipartUploadCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import fc from "fast-check";
import type { RawRequest, Service } from "../../../local/contracts.ts";
import { AwsError } from "../../../local/errors.ts";
import { decodeAwsChunked, framingOf } from "../../../local/gateway/body/aws-chunked.ts";
import type { Authenticated } from "../../../local/gateway/sigv4/authenticate.ts";
import { canonicalRequest } from "../../../local/gateway/sigv4/canonical-request.ts";
import {
  emptyHash,
  requestSignature,
  scopeText,
  sha256Hex,
  signingKey,
  signText,
} from "../../../local/gateway/sigv4/signature.ts";
import { type StubGateway, startStubGateway } from "../support/stub-gateway.ts";

interface Received {
  readonly request: RawRequest;
  readonly body: Buffer;
}
let received: Received | undefined;
/** Whether the service refuses each body after its first piece. */
let stopsReading = false;
const s3: Service = {
  signingName: "s3",
  resourceTypes: [],
  wire: {
    protocol: "rest",
    errorForm: "s3-xml",
    async handle(request) {
      const pieces: Uint8Array[] = [];
      for await (const piece of request.body) {
        if (stopsReading) throw new AwsError("AccessDenied", "Access Denied", 403);
        pieces.push(piece);
      }
      const body = Buffer.concat(pieces);
      received = { request, body };
      if (request.query.has("uploads"))
        return { status: 200, body: "<InitiateMultipartUploadResult><UploadId>one</UploadId></InitiateMultipartUploadResult>" };
      return {
        status: 200,
        headers: { etag: '"tag"' },
        body: request.method === "POST" ? "<CompleteMultipartUploadResult/>" : "",
      };
    },
  },
};

let gateway: StubGateway;
let client: S3Client;
beforeAll(async () => {
  gateway = await startStubGateway([s3]);
  client = new S3Client(gateway.clientConfig);
});
beforeEach(() => {
  received = undefined;
  stopsReading = false;
});
afterAll(async () => {
  client.destroy();
  await gateway.stop();
});

const put = { Bucket: "b", Key: "k" };

describe("an SDK client's body", () => {
  it("arrives when it is a buffer", async () => {
    const body = randomBytes(70_000);
    await client.send(new PutObjectCommand({ ...put, Body: body }));
    expect(received?.body.equals(body)).toBe(true);
  });

  it("arrives when it is a stream, without its framing and without headers that speak of it", async () => {
    const body = randomBytes(1_000_003);
    const pieces = [body.subarray(0, 1), body.subarray(1, 65_537), body.subarray(65_537)];
    await client.send(
      new PutObjectCommand({ ...put, Body: Readable.from(pieces), ContentLength: body.length, ContentEncoding: "gzip" }),
    );
    expect(received?.body.equals(body)).toBe(true);
    expect(received?.request.headers).toMatchObject({ "content-encoding": "gzip", "content-length": "1000003" });
    expect(received?.request.headers).not.toHaveProperty("x-amz-decoded-content-length");
    expect(received?.request.headers).not.toHaveProperty("x-amz-trailer");
  });

  it.each(Object.values(ChecksumAlgorithm).filter((name) => /^(CRC|SHA1$|SHA256$)/.test(name)))(
    "is verified with %s",
    async (algorithm) => {
      const body = randomBytes(100_000);
      await client.send(
        new PutObjectCommand({ ...put, Body: Readable.from([body]), ContentLength: body.length, ChecksumAlgorithm: algorithm }),
      );
      expect(received?.body.equals(body)).toBe(true);
      await client.send(new PutObjectCommand({ ...put, Body: body, ChecksumAlgorithm: algorithm }));
      expect(received?.body.equals(body)).toBe(true);
    },
  );

  it.each([
    ["ChecksumCRC32", "AAAAAA=="],
    ["ChecksumCRC32C", "AAAAAA=="],
    ["ChecksumCRC64NVME", "AAAAAAAAAAA="],
    ["ChecksumSHA1", "AAAAAAAAAAAAAAAAAAAAAAAAAAA="],
    ["ChecksumSHA256", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="],
    ["ContentMD5", "AAAAAAAAAAAAAAAAAAAAAA=="],
  ])("is refused with a wrong %s", async (name, checksum) => {
    await expect(client.send(new PutObjectCommand({ ...put, Body: "text", [name]: checksum }))).rejects.toMatchObject({
      name: "BadDigest",
    });
    expect(received).toBeUndefined();
  });

  it("is refused when its own hash is another one", async () => {
    const tampering = new S3Client(gateway.clientConfig);
    tampering.middlewareStack.add(
      (next) => (args) => {
        (args.request as { body: unknown }).body = "tent";
        return next(args);
      },
      { step: "finalizeRequest", priority: "low" },
    );
    await expect(
      tampering.send(new UploadPartCommand({ ...put, UploadId: "u", PartNumber: 1, Body: "text" })),
    ).rejects.toMatchObject({
      name: expect.stringMatching(/^(BadDigest|XAmzContentSHA256Mismatch)$/),
    });
    expect(received).toBeUndefined();
  });

  it("arrives in parts", async () => {
    const body = randomBytes(6 * 1024 * 1024);
    await new Upload({ client, params: { ...put, Body: Readable.from([body]) } }).done();
    expect(received?.request.query.has("uploadId")).toBe(true);
  });

  it("that completes an upload is not held to the checksum of the whole object", async () => {
    await client.send(new CompleteMultipartUploadCommand({ ...put, UploadId: "one", ChecksumCRC32: "q83vEg==" }));
    expect(received?.request.headers).toMatchObject({ "x-amz-checksum-crc32": "q83vEg==" });
  });
});

describe("a body that nobody wants", () => {
  const large = Buffer.alloc(40 * 1024 * 1024);

  it("does not hide why, when the signature is wrong", async () => {
    const stranger = new S3Client({ ...gateway.clientConfig, credentials: { accessKeyId: "local", secretAccessKey: "guessed" } });
    await expect(stranger.send(new PutObjectCommand({ ...put, Body: large }))).rejects.toMatchObject({
      name: "SignatureDoesNotMatch",
    });
  });

  it("does not hide why, when the client sends all before it listens", async () => {
    const socket = connect(gateway.port, "127.0.0.1").pause();
    const head = `PUT /b/k HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: ${large.length}\r\n\r\n`;
    await new Promise<void>((resolve, reject) => {
      socket.once("error", reject);
      socket.write(head);
      socket.write(large, () => resolve());
    });
    const [answer] = await once(socket.resume(), "data");
    expect(String(answer)).toMatch(/^HTTP\/1.1 403 .*<Code>AccessDenied/s);
    socket.destroy();
  });

  it("does not hide why, when the service stopped reading it", async () => {
    stopsReading = true;
    const sending = client.send(new PutObjectCommand({ ...put, Body: large }));
    await expect(sending).rejects.toMatchObject({ name: "AccessDenied", $metadata: { httpStatusCode: 403 } });
  });
});

describe("signed chunks", () => {
  const credentials = { secretAccessKey: "local" };
  const timestamp = () => new Date().toISOString().replaceAll(/[-:]|\.\d+/g, "");

  /** What a client of the older, chunk-signing kind sends; `tamper` changes the framed bytes on their way. */
  async function send(
    chunks: Buffer[],
    trailer: string | undefined,
    tamper = (framed: Buffer) => framed,
    length = chunks.reduce((sum, chunk) => sum + chunk.length, 0),
  ) {
    const date = timestamp();
    const scope = { date: date.slice(0, 8), region: "us-east-1", service: "s3" };
    const form = `STREAMING-AWS4-HMAC-SHA256-PAYLOAD${trailer === undefined ? "" : "-TRAILER"}`;
    const headers: Record<string, string> = {
      host: `127.0.0.1:${gateway.port}`,
      "content-encoding": "aws-chunked",
      "x-amz-content-sha256": form,
      "x-amz-date": date,
      "x-amz-decoded-content-length": String(length),
      ...(trailer !== undefined && { "x-amz-trailer": "x-amz-checksum-crc32" }),
    };
    const names = Object.keys(headers).sort();
    const key = signingKey(credentials.secretAccessKey, scope);
    const signable = { method: "PUT", path: "/b/k", query: new URLSearchParams(), headers };
    const seed = requestSignature(key, date, scope, canonicalRequest(signable, "s3", names, form));

    let previous = seed;
    const sign = (kind: string, hashes: string) => {
      previous = signText(key, [kind, date, scopeText(scope), previous, hashes].join("\n"));
      return previous;
    };
    const framed = [...chunks, Buffer.alloc(0)].map((chunk) => {
      const signature = sign("AWS4-HMAC-SHA256-PAYLOAD", `${emptyHash}\n${sha256Hex(chunk)}`);
      return Buffer.concat([
        Buffer.from(`${chunk.length.toString(16)};chunk-signature=${signature}\r\n`),
        chunk,
        Buffer.from(chunk.length > 0 ? "\r\n" : ""),
      ]);
    });
    if (trailer !== undefined) {
      const line = `x-amz-checksum-crc32:${trailer}`;
      const signature = sign("AWS4-HMAC-SHA256-TRAILER", sha256Hex(`${line}\n`));
      framed.push(Buffer.from(`${line}\r\nx-amz-trailer-signature:${signature}\r\n`));
    }
    const body = tamper(Buffer.concat([...framed, Buffer.from("\r\n")]));
    const authorization = `AWS4-HMAC-SHA256 Credential=local/${scopeText(scope)}, SignedHeaders=${names.join(";")}, Signature=${seed}`;
    return post({ ...headers, authorization }, body);
  }

  function post(headers: Record<string, string>, body: Buffer): Promise<{ status: number; text: string }> {
    return new Promise((resolve, reject) => {
      const outgoing = httpRequest(
        { host: "127.0.0.1", port: gateway.port, method: "PUT", path: "/b/k", headers },
        async (response) => {
          const text = (await buffer(response)).toString();
          resolve({ status: response.statusCode ?? 0, text });
        },
      );
      outgoing.on("error", reject);
      outgoing.end(body);
    });
  }

  const body = randomBytes(200_000);
  const chunks = [body.subarray(0, 65_536), body.subarray(65_536, 131_072), body.subarray(131_072)];
  const checksum = Buffer.from(crc32(body).toString(16).padStart(8, "0"), "hex").toString("base64");

  it.each([undefined, checksum])(
    "arrive when every signature follows from the one before (trailing checksum: %s)",
    async (trailer) => {
      await expect(send(chunks, trailer)).resolves.toEqual({ status: 200, text: "" });
      expect(received?.body.equals(body)).toBe(true);
    },
  );

  it("are refused with one changed byte", async () => {
    const answer = await send(chunks, undefined, (framed) => {
      framed.writeUInt8(framed.readUInt8(100_000) ^ 1, 100_000);
      return framed;
    });
    expect(answer).toMatchObject({ status: 403, text: expect.stringContaining("<Code>SignatureDoesNotMatch</Code>") });
    expect(received).toBeUndefined();
  });

  it("are refused when the trailer is another one", async () => {
    const answer = await send(chunks, checksum, (framed) => {
      const at = framed.indexOf(checksum);
      framed.write("AAAAAA==", at);
      return framed;
    });
    expect(answer).toMatchObject({ status: 403, text: expect.stringContaining("<Code>SignatureDoesNotMatch</Code>") });
  });

  it("are refused when the checksum is signed and wrong", async () => {
    await expect(send(chunks, "AAAAAA==")).resolves.toMatchObject({
      status: 400,
      text: expect.stringContaining("<Code>BadDigest</Code>"),
    });
  });

  it("are refused when they are fewer than announced", async () => {
    const answer = await send(chunks, checksum, undefined, body.length + 1);
    expect(answer).toMatchObject({ status: 400, text: expect.stringContaining("<Code>IncompleteBody</Code>") });
    expect(received).toBeUndefined();
  });

  it("are refused when the last ones are missing", async () => {
    await expect(send(chunks, undefined, (framed) => framed.subarray(0, 150_000))).resolves.toMatchObject({
      status: 400,
      text: expect.stringContaining("<Code>IncompleteBody</Code>"),
    });
    expect(received).toBeUndefined();
  });
});

describe("the framing", () => {
  const seed: Authenticated = {
    principal: { kind: "root" },
    signingKey: Buffer.alloc(32),
    scope: { date: "20260101", region: "us-east-1", service: "s3" },
    timestamp: "20260101T000000Z",
    signature: "0".repeat(64),
  };
  const unsigned = { signed: false, trailers: true };
  const decode = async (framed: AsyncIterable<Uint8Array>) => {
    let trailers: ReadonlyMap<string, string> = new Map();
    const body = await buffer(
      decodeAwsChunked(framed, unsigned, seed, (found) => {
        trailers = found;
      }),
    );
    return { body, trailers };
  };
  const inPieces = async function* (framed: Buffer, cuts: readonly number[]) {
    let start = 0;
    for (const cut of [...cuts.map((part) => part % (framed.length + 1)).sort((a, b) => a - b), framed.length]) {
      yield framed.subarray(start, cut);
      start = cut;
    }
  };

  it("is removed wherever the network cuts it", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 })), fc.array(fc.nat()), async (chunks, cuts) => {
        const framed = Buffer.concat([
          ...chunks.flatMap((chunk) => [Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from("\r\n")]),
          Buffer.from("0\r\nx-amz-checksum-sha1:abc=\r\nx-other: b \r\n\r\n"),
        ]);
        const { body, trailers } = await decode(inPieces(framed, cuts));
        expect(body.equals(Buffer.concat(chunks))).toBe(true);
        expect([...trailers]).toEqual([
          ["x-amz-checksum-sha1", "abc="],
          ["x-other", "b"],
        ]);
      }),
    );
  });

  it.each([
    ["no size", "zz\r\nabc\r\n0\r\n\r\n", "InvalidRequest"],
    ["a size that is too small", "2\r\nabc\r\n0\r\n\r\n", "InvalidRequest"],
    ["an endless header", "0".repeat(40_000), "InvalidRequest"],
    ["no end", "3\r\nabc\r\n", "IncompleteBody"],
    ["no end of its trailers", "0\r\nx-amz-checksum-sha1:abc=\r\n", "IncompleteBody"],
    ["a trailer without a name", "0\r\nabc\r\n\r\n", "InvalidRequest"],
  ])("is refused with %s", async (_, framed, code) => {
    await expect(decode(inPieces(Buffer.from(framed), [20_000]))).rejects.toMatchObject({ code });
  });

  it("is refused by name when it is another one", () => {
    expect(() => framingOf("STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD")).toThrow(
      "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD is not supported",
    );
  });
});
