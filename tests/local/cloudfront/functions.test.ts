import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { Edge } from "./support.ts";

let edge: Edge;
beforeEach(() => {
  edge = new Edge();
});
afterEach(() => edge.stop());

/** A distribution with a function on the event. */
async function withFunction(EventType: string, code: string): Promise<string> {
  return edge.distribution({ FunctionAssociations: [{ EventType, FunctionARN: await edge.edgeFunction("subject", code) }] });
}

test("viewer-request sees the event in exactly CloudFront's shape", async () => {
  const id = await withFunction(
    "viewer-request",
    "function handler(event) { return { statusCode: 200, body: JSON.stringify(event) } }",
  );
  const { text, headers } = await edge.get("/a%20b?x=1&x=2&flag&y=%20", {
    cookie: "id=7; theme=dark",
    "x-own": "one",
    connection: "close",
  });
  const { headers: seen, ...request } = JSON.parse(text).request;
  expect({ ...JSON.parse(text), request }).toEqual({
    version: "1.0",
    context: {
      distributionDomainName: edge.service.distributions()[0]?.domainName,
      distributionId: id,
      eventType: "viewer-request",
      requestId: expect.any(String),
    },
    viewer: { ip: "127.0.0.1" },
    request: {
      method: "GET",
      uri: "/a%20b",
      querystring: { x: { value: "1", multiValue: [{ value: "1" }, { value: "2" }] }, flag: { value: "" }, y: { value: "%20" } },
      cookies: { id: { value: "7" }, theme: { value: "dark" } },
    },
  });
  expect(seen).toEqual({ host: { value: expect.any(String) }, "x-own": { value: "one" } });
  expect(headers["x-cache"]).toBe("FunctionGeneratedResponse from cloudfront");
});

test("a changed path is what the bucket is asked for, not what chooses the behavior", async () => {
  await withFunction(
    "viewer-request",
    "function handler({ request }) { if (request.uri.endsWith('/')) request.uri += 'index.html'; return request; }",
  );
  edge.put("talk/index.html", "the talk");
  expect(await edge.get("/talk/")).toMatchObject({ status: 200, text: "the talk" });
});

test("a response of its own ends the request, with its status, headers and cookies", async () => {
  await withFunction(
    "viewer-request",
    `async function handler(event) { await null; return {
      statusCode: 302, statusDescription: "Found", headers: { location: { value: "/new" } },
      cookies: { id: { value: "1", attributes: "Secure; HttpOnly" }, b: { value: "2" } } } }`,
  );
  expect(await edge.get("/old")).toMatchObject({
    status: 302,
    headers: { location: "/new", "set-cookie": ["id=1; Secure; HttpOnly", "b=2"] },
  });
  expect(edge.reads).toEqual([]);
});

test("a body may be base64", async () => {
  await withFunction(
    "viewer-request",
    "function handler() { return { statusCode: 200, body: { encoding: 'base64', data: 'aGVsbG8=' } } }",
  );
  expect(await edge.get("/")).toMatchObject({ text: "hello" });
});

test("viewer-response changes headers and sees request and response, but not what failed", async () => {
  await withFunction(
    "viewer-response",
    `function handler(event) {
      var response = event.response;
      response.headers["x-seen"] = { value: [event.context.eventType, event.request.uri, response.statusCode, response.headers["content-type"].value].join(" ") };
      return response;
    }`,
  );
  edge.put("a.txt", "hello");
  expect(await edge.get("/a.txt")).toMatchObject({
    text: "hello",
    headers: { "x-seen": "viewer-response /a.txt 200 text/plain" },
  });
  expect((await edge.get("/absent")).headers).not.toHaveProperty("x-seen");
});

test.each([
  ["throws", "function handler() { throw new Error('no') }", "no"],
  ["rejects", "async function handler() { throw new Error('no') }", "no"],
  ["has no handler", "var x = 1;", "handler is not defined"],
  ["never ends", "function handler() { for (;;) {} }", "timed out"],
  ["never ends in a promise", "async function handler() { for (;;) await null }", "timed out"],
  ["asks for Node", "function handler() { return process.env }", "process is not defined"],
  ["asks for timers", "function handler() { setTimeout(() => {}, 1) }", "setTimeout is not defined"],
  ["asks for the network", "function handler() { return fetch('http://127.0.0.1') }", "fetch is not defined"],
  ["makes code from text", "function handler() { return new Function('return 1')() }", "Code generation from strings disallowed"],
  [
    "reaches for the host by its console",
    "function handler() { return console.log.constructor.constructor('return process')() }",
    "Code generation",
  ],
])("a function that %s is a 503 FunctionExecutionError", async (_what, code, reason) => {
  await withFunction("viewer-request", code);
  expect(await edge.get("/a.txt")).toMatchObject({
    status: 503,
    headers: { "x-cache": "FunctionExecutionError from cloudfront" },
  });
  expect(edge.fake.events).toContainEqual(
    expect.objectContaining({ type: "function-log", line: expect.stringContaining(reason) }),
  );
});

test.each([
  ["nothing", "function handler() {}"],
  ["a number", "function handler() { return 1 }"],
  ["a path without its slash", "function handler({ request }) { request.uri = 'a'; return request }"],
  ["a status that is none", "function handler() { return { statusCode: 99 } }"],
  [
    "a header that is not its to set",
    "function handler() { return { statusCode: 200, headers: { connection: { value: 'close' } } } }",
  ],
  ["a header name in capitals", "function handler() { return { statusCode: 200, headers: { Location: { value: '/' } } } }"],
  ["a promise that nobody keeps", "async function handler() { await new Promise(() => {}) }"],
])("a function that returns %s is a 502", async (_what, code) => {
  await withFunction("viewer-request", code);
  expect(await edge.get("/a.txt")).toMatchObject({
    status: 502,
    headers: { "x-cache": "FunctionValidationError from cloudfront" },
  });
});

test("what a function logs is told; nothing stays from one call to the next", async () => {
  await withFunction(
    "viewer-request",
    "var calls = 0; function handler() { console.log('call', { n: ++calls }); return { statusCode: 204 } }",
  );
  await edge.get("/");
  await edge.get("/");
  const lines = edge.fake.events.filter(({ type }) => type === "function-log");
  expect(lines).toEqual(Array(2).fill({ type: "function-log", functionName: "subject", line: 'call {"n":1}' }));
});

test.each([
  ["that does not compile", "function handler( {", /can't be compiled/],
  ["of more than 10 KB", `function handler() {} // ${"x".repeat(10_240)}`, /maximum size/],
  ["that imports", "import cf from 'cloudfront'; function handler() {}", /can't be compiled/],
])("refuses code %s", async (_what, code, message) => {
  await expect(edge.edgeFunction("bad", code)).rejects.toThrow(message);
});
