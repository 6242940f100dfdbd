/**
 * Whatever comes in, the answer is an error in AWS's form, or the connection is closed; the process lives, nothing is
 * taken for a fault of the cloud's own, and the next request is served. All services are there, as they are booted.
 */
import { connect, type Socket } from "node:net";
import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { jest } from "@jest/globals";
import fc from "fast-check";
import { posts } from "../dynamodb/support.ts";
import { startTestCloud, type TestCloud } from "../support/test-cloud.ts";
import { type Signed, send, sign, type Unsigned } from "./support.ts";

// How many tries there are is bounded by time below; a busy machine may be slow to begin them.
jest.setTimeout(30_000);

let cloud: TestCloud;
let port: number;
let dynamodb: DynamoDBClient;
let s3: S3Client;
let sts: STSClient;
beforeAll(async () => {
  const Things = { Type: "AWS::S3::Bucket", Properties: { BucketName: "things" } };
  cloud = await startTestCloud({ resources: { Things, Posts: posts } });
  port = Number(new URL(cloud.endpoint).port);
  dynamodb = new DynamoDBClient(cloud.clientConfig);
  s3 = new S3Client(cloud.clientConfig);
  sts = new STSClient(cloud.clientConfig);
});
afterEach(async () => {
  const faults = cloud.events.filter(({ type }) => type === "internal-error");
  cloud.events.length = 0;
  expect(faults).toEqual([]);
  await expect(dynamodb.send(new ListTablesCommand({}))).resolves.toMatchObject({ TableNames: ["posts"] });
  await expect(s3.send(new ListBucketsCommand({}))).resolves.toMatchObject({ Buckets: [{ Name: "things" }] });
  await expect(sts.send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({ Account: "000000000000" });
});
afterAll(async () => {
  for (const client of [dynamodb, s3, sts]) client.destroy();
  await cloud.stop();
});

const json = { "content-type": "application/x-amz-json-1.0" };
const form = { "content-type": "application/x-www-form-urlencoded; charset=utf-8" };
/** One good request of each protocol, that each fuzz starts from. */
const good: Record<string, Unsigned> = {
  "JSON 1.0 to DynamoDB": {
    service: "dynamodb",
    headers: { ...json, "x-amz-target": "DynamoDB_20120810.DescribeTable" },
    body: '{"TableName":"posts"}',
  },
  "JSON 1.0 to Step Functions": {
    service: "states",
    headers: { ...json, "x-amz-target": "AWSStepFunctions.ListStateMachines" },
    body: "{}",
  },
  "JSON 1.1 to CodeBuild": {
    service: "codebuild",
    headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": "CodeBuild_20161006.ListProjects" },
    body: "{}",
  },
  "Query to STS": { service: "sts", headers: form, body: "Action=GetCallerIdentity&Version=2011-06-15" },
  "Query to SNS": { service: "sns", headers: form, body: "Action=ListTopics&Version=2010-03-31" },
  "REST to Lambda": { service: "lambda", method: "GET", path: "/2015-03-31/functions/" },
  "REST to S3": { service: "s3", method: "PUT", path: "/things/key", body: "body" },
};
const names = Object.keys(good);
const anyGood = fc.constantFrom(...names).map((name) => good[name] ?? { service: "sts" });
const runs = (numRuns: number) => ({ numRuns, interruptAfterTimeLimit: 3_000, markInterruptAsFailure: false });

/** An error as one of AWS's protocols writes it. */
const isAwsError = (body: string) => /<Error><?.*<Code>\w+<\/Code>|"__type":"[\w.#]+"|"(m|M)essage":/s.test(body);
const ended = (status: number, body: string) => status < 300 || isAwsError(body) || (status === 304 && body === "");

/**
 * Sends bytes as they are; resolves with what came back when the connection ended, or when `patience` ran out.
 * @param options.answers how many to wait for before this end is closed
 */
function raw(pieces: readonly (string | Uint8Array)[], { abort = false, patience = 1_500, answers = 0 } = {}): Promise<string> {
  return new Promise((resolve) => {
    const received: Buffer[] = [];
    const socket: Socket = connect(port, "127.0.0.1", async () => {
      for (const piece of pieces) {
        socket.write(piece);
        await new Promise(setImmediate);
      }
      if (abort) socket.destroy();
      else if (answers === 0) socket.end();
    });
    socket.setTimeout(patience, () => socket.destroy());
    socket.on("data", (piece) => {
      received.push(piece);
      if (answers > 0 && Buffer.concat(received).toString("latin1").split("HTTP/1.1 ").length > answers) socket.end();
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(Buffer.concat(received).toString("latin1")));
  });
}

/** The request as it travels; `length` replaces its content-length. */
function wire({ method, target, headers, body }: Signed, length: number | string = body.length): Buffer {
  const lines = Object.entries({ ...headers, "content-length": length }).map(([name, value]) => `${name}: ${value}`);
  return Buffer.concat([Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`), body]);
}

const signed = (asked: Unsigned) => sign(asked, `127.0.0.1:${port}`);

/** Every answer on a connection: status line and what it said; each must be an error of AWS's, or a success. */
function expectAwsAnswers(text: string): void {
  for (const answer of text.split(/(?=HTTP\/1\.1 \d{3} )/).filter((part) => part !== "" && !part.startsWith("HTTP/1.1 100"))) {
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
    expect({ answer, right: ended(status, answer.slice(answer.indexOf("\r\n\r\n"))) }).toEqual({ answer, right: true });
  }
}

it.each(names)("%s: is right as it is", async (name) => {
  const { status } = await send(port, good[name] ?? { service: "" });
  expect(status).toBe(200);
});

it("any body in place of the right one", async () => {
  const body = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.json(),
    fc.string({ unit: "binary", maxLength: 300 }),
    fc.constantFrom(
      "",
      "{",
      "null",
      "[]",
      '{"a":',
      '"',
      "\u0000",
      `${"[".repeat(5000)}`,
      `{"a":${"[".repeat(5000)}${"]".repeat(5000)}}`,
    ),
    fc.array(fc.tuple(fc.string(), fc.string()), { maxLength: 5 }).map((pairs) => new URLSearchParams(pairs).toString()),
  );
  await fc.assert(
    fc.asyncProperty(anyGood, body, async (asked, content) => {
      if (asked.method === "GET") return;
      const answer = await send(port, { ...asked, body: content });
      expect(answer).toMatchObject({ status: expect.any(Number), body: expect.any(String) });
      expect(ended(answer.status, answer.body)).toBe(true);
      expect(answer.status).not.toBe(500);
    }),
    runs(150),
  );
});

it("CBOR, which nothing here speaks", async () => {
  const headers = { "content-type": "application/cbor", "smithy-protocol": "rpc-v2-cbor", accept: "application/cbor" };
  for (const service of ["dynamodb", "states", "monitoring", "sts", "s3", "lambda"]) {
    const path = "/service/GraniteServiceVersion20100801/operation/ListMetrics";
    const answer = await send(port, { service, path, headers, body: Buffer.from("a0", "hex") });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500 + Number(service === "s3" || service === "lambda") * 2);
    expect(isAwsError(answer.body)).toBe(true);
  }
});

it("any target, action, path, service and method", async () => {
  const word = fc.oneof(
    fc.string({ unit: fc.constantFrom(..."abzAZ019._#%/-"), maxLength: 40 }),
    fc.constantFrom("__proto__", "constructor"),
  );
  await fc.assert(
    fc.asyncProperty(
      anyGood,
      word,
      fc.constantFrom("GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS"),
      async (asked, text, method) => {
        const path = `/${text.replaceAll("%", "%25").replaceAll("#", "%23")}`;
        const variants: Unsigned[] = [
          { ...asked, headers: { ...asked.headers, "x-amz-target": text.replaceAll(/[^\w.#]/g, "") } },
          { ...asked, ...(asked.service === "sts" && { body: `Action=${encodeURIComponent(text)}` }) },
          { ...asked, path, method },
          { ...asked, service: text.replaceAll(/[^a-z0-9]/g, "") || "none" },
          { ...asked, query: { [text || "q"]: "1" } },
        ];
        for (const variant of variants) {
          const answer = await send(port, variant);
          expect({ variant, body: answer.body, right: ended(answer.status, answer.body) }).toMatchObject({ right: true });
          expect({ variant, status: answer.status }).not.toMatchObject({ status: 500 });
        }
      },
    ),
    runs(40),
  );
});

it("signatures of another secret, time, path, body or header", async () => {
  const skew = fc
    .integer({ min: -1_000_000_000, max: 1_000_000_000 })
    .map((seconds) => seconds + Math.sign(seconds || 1) * 1_000);
  await fc.assert(
    fc.asyncProperty(anyGood, skew, fc.nat(64), async (asked, seconds, place) => {
      const wrong = await send(port, { ...asked, secretAccessKey: "another" });
      const skewed = await send(port, { ...asked, signingDate: new Date(Date.now() + seconds * 1000) });
      const request = await signed(asked);
      const authorization = request.headers.authorization ?? "";
      const at = Math.max(0, authorization.length - 1 - place);
      const flipped = authorization.slice(0, at) + (authorization[at] === "0" ? "1" : "0") + authorization.slice(at + 1);
      const tampered = await raw([wire({ ...request, headers: { ...request.headers, authorization: flipped } })]);
      const cut = await raw([wire({ ...request, headers: { ...request.headers, authorization: authorization.slice(0, at) } })]);
      for (const { status, body } of [wrong, skewed])
        expect({ status: status === 400 || status === 403, aws: isAwsError(body) }).toEqual({ status: true, aws: true });
      for (const answer of [tampered, cut]) expect(answer).toMatch(/^HTTP\/1\.1 (400|403|404) /);
      expectAwsAnswers(tampered + cut);
    }),
    runs(40),
  );
});

it("bodies that end before they should, that are longer, and requests that are aborted", async () => {
  await fc.assert(
    fc.asyncProperty(anyGood, fc.nat(2_000), fc.boolean(), async (asked, cut, abort) => {
      const request = wire(await signed(asked));
      expectAwsAnswers(await raw([request.subarray(0, Math.min(cut, request.length - 1))], { abort }));
      expectAwsAnswers(await raw([wire(await signed(asked), (asked.body?.length ?? 0) + 50)], { abort }));
    }),
    runs(60),
  );
});

it("requests in a row on one connection, right and wrong, in pieces of any size", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(anyGood, fc.boolean()), { minLength: 2, maxLength: 5 }),
      fc.integer({ min: 1, max: 900 }),
      async (asked, size) => {
        const requests = await Promise.all(
          asked.map(([one, right]) => signed(right ? one : { ...one, secretAccessKey: "another" })),
        );
        const all = Buffer.concat(requests.map((request) => wire(request)));
        const pieces = Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
          all.subarray(index * size, (index + 1) * size),
        );
        const text = await raw(pieces, { patience: 5_000, answers: asked.length });
        expect(text.match(/HTTP\/1\.1 \d{3} /g)?.map((line) => line.includes("200"))).toEqual(asked.map(([, right]) => right));
        expectAwsAnswers(text);
      },
    ),
    runs(25),
  );
});

it.each([
  [
    "a header section of a megabyte",
    `GET / HTTP/1.1\r\nhost: localhost\r\nx-long: ${"x".repeat(2 ** 20)}\r\n\r\n`,
    "RequestHeaderSectionTooLarge",
  ],
  [
    "ten thousand headers",
    `GET / HTTP/1.1\r\nhost: localhost\r\n${"x-a: b\r\n".repeat(10_000)}\r\n`,
    "RequestHeaderSectionTooLarge",
  ],
  ["an address of 100 kB", `GET /${"k".repeat(100_000)} HTTP/1.1\r\nhost: localhost\r\n\r\n`, "RequestHeaderSectionTooLarge"],
  ["a method that there is none of", "FETCH / HTTP/1.1\r\nhost: localhost\r\n\r\n", "BadRequest"],
  ["something else than HTTP", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001", "BadRequest"],
  ["two lengths", "POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab", "BadRequest"],
  [
    "a length and chunks",
    "POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
    "BadRequest",
  ],
  ["no length that is a number", "POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: many\r\n\r\n", "BadRequest"],
  ["chunks that are none", "POST / HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n", ""],
  ["no host", "GET / HTTP/1.1\r\n\r\n", "AccessDenied"],
  ["another host", "GET / HTTP/1.1\r\nhost: evil.example\r\n\r\n", "AccessDenied"],
  ["an address of another host", "GET http://evil.example/ HTTP/1.1\r\nhost: localhost\r\n\r\n", "InvalidURI"],
  ["no path", "OPTIONS * HTTP/1.1\r\nhost: localhost\r\n\r\n", "InvalidURI"],
  [
    "a wish to speak otherwise",
    "GET / HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n",
    "MissingAuthenticationToken",
  ],
  ["an expectation", "POST / HTTP/1.1\r\nhost: localhost\r\nexpect: magic\r\ncontent-length: 0\r\n\r\n", "ExpectationFailed"],
])("%s", async (_, request, code) => {
  const answer = await raw([request]);
  if (code !== "") expect(answer).toContain(`<Code>${code}</Code>`);
  expectAwsAnswers(answer);
});

it("answers what is no request in JSON when it would have been JSON", async () => {
  const answer = await raw([`POST / HTTP/1.1\r\nhost: localhost\r\nX-Amz-Target: A.B\r\nx-long: ${"x".repeat(40_000)}\r\n\r\n`]);
  expect(answer).toMatch(/^HTTP\/1\.1 400 .*"__type":"RequestHeaderSectionTooLarge"/s);
});
