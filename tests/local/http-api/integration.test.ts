/** Payload format 2.0: the event of a request, and the answer that a function's result stands for. */
import fc from "fast-check";
import { MalformedAnswer, readAnswer } from "../../../local/services/http-api/integration/answer.ts";
import { lambdaEvent } from "../../../local/services/http-api/integration/event.ts";
import type { ApiRequest } from "../../../local/services/http-api/messages.ts";

const request: ApiRequest = {
  method: "POST",
  path: "/my/p%C3%A4th",
  query: "a=1&a=2&b=x%20y",
  headers: {
    host: "127.0.0.1:9000",
    "user-agent": "test",
    cookie: "one=1; two=a,b",
    connection: "keep-alive",
    "content-type": "application/json",
  },
  body: Buffer.from('{"ü":1}'),
  sourceIp: "127.0.0.1",
  scheme: "http",
  port: 9000,
  protocol: "HTTP/1.1",
};
const context = {
  accountId: "000000000000",
  apiId: "a1b2c3d4e5",
  domainName: "a1b2c3d4e5.execute-api.us-east-1.amazonaws.com",
  requestId: "JKJaXmPLvHcESHA=",
  routeKey: "POST /my/{name}",
  stage: "$default",
  stageVariables: { colour: "blue" },
  pathParameters: { name: "päth" },
  time: Date.UTC(2026, 10, 3, 8, 4, 5),
};
interface Event {
  readonly body?: string;
  readonly isBase64Encoded: boolean;
}
const eventOf = (changed: Partial<ApiRequest>) => lambdaEvent({ ...request, ...changed }, context) as Event;

it("is the event that API Gateway documents", () => {
  expect(lambdaEvent(request, context)).toEqual({
    version: "2.0",
    routeKey: "POST /my/{name}",
    rawPath: "/my/päth",
    rawQueryString: "a=1&a=2&b=x%20y",
    cookies: ["one=1", "two=a,b"],
    headers: {
      host: "127.0.0.1:9000",
      "user-agent": "test",
      "content-type": "application/json",
      "content-length": "8",
      "x-amzn-trace-id": expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
      "x-forwarded-for": "127.0.0.1",
      "x-forwarded-port": "9000",
      "x-forwarded-proto": "http",
    },
    queryStringParameters: { a: "1,2", b: "x y" },
    requestContext: {
      accountId: "000000000000",
      apiId: "a1b2c3d4e5",
      domainName: "a1b2c3d4e5.execute-api.us-east-1.amazonaws.com",
      domainPrefix: "a1b2c3d4e5",
      http: { method: "POST", path: "/my/päth", protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "test" },
      requestId: "JKJaXmPLvHcESHA=",
      routeKey: "POST /my/{name}",
      stage: "$default",
      time: "03/Nov/2026:08:04:05 +0000",
      timeEpoch: context.time,
    },
    pathParameters: { name: "päth" },
    stageVariables: { colour: "blue" },
    body: '{"ü":1}',
    isBase64Encoded: false,
  });
});

it("leaves out what there is not", () => {
  const bare = { ...request, query: "", headers: {}, body: new Uint8Array() };
  const event = lambdaEvent(bare, { ...context, stageVariables: {}, pathParameters: undefined });
  expect(Object.keys(event as object).sort()).toEqual(
    ["headers", "isBase64Encoded", "rawPath", "rawQueryString", "requestContext", "routeKey", "version"].sort(),
  );
});

it("cuts the path at a decoded question mark, and adds to whom it was forwarded for", () => {
  const event = eventOf({ path: "/a%3Fb", headers: { "x-forwarded-for": "203.0.113.9" } });
  expect(event).toMatchObject({ rawPath: "/a", headers: { "x-forwarded-for": "203.0.113.9, 127.0.0.1" } });
});

it.each([
  ["text/plain", false],
  ["text/csv; charset=utf-8", false],
  ["application/json", false],
  ["Application/JSON; charset=utf-8", false],
  ["application/xml", false],
  ["application/javascript", false],
  ["application/x-www-form-urlencoded", true],
  ["application/ld+json", true],
  ["multipart/form-data; boundary=x", true],
  ["image/jpeg", true],
  [undefined, true],
])("a body of type %s is base64: %s", (type, isBase64Encoded) => {
  const event = eventOf({ headers: type === undefined ? {} : { "content-type": type } });
  expect(event.isBase64Encoded).toBe(isBase64Encoded);
  expect(Buffer.from(event.body ?? "", isBase64Encoded ? "base64" : "utf8").toString()).toBe('{"ü":1}');
});

it("keeps every byte of a body that is no text, there and back", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), (body) => {
      const { body: sent } = eventOf({ headers: { "content-type": "image/jpeg" }, body });
      const answer = readAnswer(JSON.stringify({ statusCode: 200, body: sent, isBase64Encoded: true }));
      expect([...answer.body]).toEqual([...body]);
    }),
  );
});

describe("an answer", () => {
  const read = (answer: unknown) => {
    const { body, ...rest } = readAnswer(JSON.stringify(answer));
    return { ...rest, body: Buffer.from(body).toString() };
  };
  it.each([
    ["an object", { message: "hello" }, '{"message":"hello"}'],
    ["text", "hello", "hello"],
    ["a list", [1], "[1]"],
    ["nothing", null, "null"],
  ])("of %s without a status is the body", (_what, answer, body) => {
    expect(read(answer)).toEqual({ status: 200, headers: { "content-type": "application/json" }, cookies: [], body });
  });
  it("has its own status, headers and cookies", () => {
    const headers = { "Content-Type": "text/html", "X-Count": 2, Connection: "close", "Content-Length": "99" };
    expect(read({ statusCode: "201", headers, cookies: ["a=1; HttpOnly"], body: "<p>", unknown: 1 })).toEqual({
      status: 201,
      headers: { "content-type": "text/html", "x-count": "2" },
      cookies: ["a=1; HttpOnly"],
      body: "<p>",
    });
  });
  it("is plain text unless it says otherwise", () => {
    expect(read({ statusCode: 200, body: "hello" }).headers).toEqual({ "content-type": "text/plain; charset=utf-8" });
    expect(read({ statusCode: 204 }).headers).toEqual({});
  });
  it.each([
    ["a status that is none", { statusCode: 20 }],
    ["a status that is no number", { statusCode: "ok" }],
    ["an object as the body", { statusCode: 200, body: {} }],
    ["a header of several values", { statusCode: 200, headers: { "set-cookie": ["a", "b"] } }],
    ["a header with a line end", { statusCode: 200, headers: { x: "a\r\nb" } }],
    ["a header's name with a space", { statusCode: 200, headers: { "a b": "c" } }],
  ])("with %s is malformed", (_what, answer) => {
    expect(() => read(answer)).toThrow(MalformedAnswer);
  });
});
