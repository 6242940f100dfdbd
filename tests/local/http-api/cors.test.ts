/** Cross-origin requests by the API's configuration. */
import { preflightAnswer, withCors } from "../../../local/services/http-api/routing/cors.ts";

const cors = {
  allowOrigins: ["https://site.example", "http://*"],
  allowMethods: ["GET", "POST"],
  allowHeaders: ["content-type"],
  exposeHeaders: ["x-count"],
  maxAge: 300,
  allowCredentials: true,
};
const preflight = (origin: string | undefined, configuration = cors, method = "OPTIONS") =>
  preflightAnswer(configuration, method, { ...(origin && { origin }), "access-control-request-method": "POST" });
const answer = {
  status: 200,
  headers: { "content-type": "text/plain", "access-control-allow-origin": "https://function.example" },
  cookies: [],
  body: new Uint8Array(),
};

it("answers a preflight of an allowed origin without asking a function", () => {
  expect(preflight("https://site.example")).toEqual({
    status: 204,
    headers: {
      "access-control-allow-origin": "https://site.example",
      "access-control-allow-credentials": "true",
      "access-control-allow-methods": "GET,POST",
      "access-control-allow-headers": "content-type",
      "access-control-expose-headers": "x-count",
      "access-control-max-age": "300",
    },
    cookies: [],
    body: new Uint8Array(),
  });
});

it.each([
  ["https://site.example", "https://site.example"],
  ["http://anything.example", "http://anything.example"],
  ["https://other.example", undefined],
  ["https://site.example.evil.example", undefined],
])("of %s allows %s", (origin, allowed) => {
  expect(preflight(origin)?.headers["access-control-allow-origin"]).toBe(allowed);
});

it("says everybody when everybody may", () => {
  const open = { ...cors, allowOrigins: ["*"], allowCredentials: false };
  expect(preflight("https://x.example", open)?.headers).toMatchObject({ "access-control-allow-origin": "*" });
});

it("is no preflight without an origin, without the method asked for, or by another method", () => {
  expect(preflight(undefined)).toBeUndefined();
  expect(preflight("https://site.example", cors, "POST")).toBeUndefined();
  expect(preflightAnswer(cors, "OPTIONS", { origin: "https://site.example" })).toBeUndefined();
});

it("puts its own headers in place of the function's", () => {
  expect(withCors(cors, { origin: "https://site.example" }, answer).headers).toEqual({
    "content-type": "text/plain",
    "access-control-allow-origin": "https://site.example",
    "access-control-allow-credentials": "true",
    "access-control-expose-headers": "x-count",
  });
  expect(withCors(cors, { origin: "https://other.example" }, answer).headers).toEqual({ "content-type": "text/plain" });
  expect(withCors(cors, {}, answer).headers).toEqual({ "content-type": "text/plain" });
});
