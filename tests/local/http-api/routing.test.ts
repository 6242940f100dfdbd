/** Which stage, which route, and how often. */
import fc from "fast-check";
import { parseRouteKey, type RouteKey } from "../../../local/services/http-api/routing/route-key.ts";
import { selectRoute } from "../../../local/services/http-api/routing/select-route.ts";
import { selectStage } from "../../../local/services/http-api/routing/select-stage.ts";
import { createThrottle } from "../../../local/services/http-api/routing/throttle.ts";

const keys = (...texts: string[]): { key: RouteKey }[] =>
  texts.map((text) => {
    const key = parseRouteKey(text);
    if (!key) throw new Error(`${text} is no route key`);
    return { key };
  });
const select = (routes: { key: RouteKey }[], method: string, path: string) => {
  const found = selectRoute(routes, method, path);
  return found && [found.route.key.text, found.pathParameters];
};

describe("a route key", () => {
  it.each(["$default", "GET /", "ANY /pets", "POST /pets/{id}/photos/{photo-id}", "GET /files/{path+}"])("may be %s", (text) => {
    expect(parseRouteKey(text)).toBeDefined();
  });
  it.each([
    "",
    "GET",
    "/pets",
    "get /pets",
    "GET pets",
    "TRACE /",
    "GET /{path+}/x",
    "GET /a{id}",
    "GET //",
    "GET /x?y",
    "$connect",
  ])("is not %j", (text) => expect(parseRouteKey(text)).toBeUndefined());
});

// The example of API Gateway's documentation, and what it leaves out.
const pets = keys(
  "$default",
  "ANY /{proxy+}",
  "GET /pets/{proxy+}",
  "GET /pets/dog/{id}",
  "GET /pets/dog/1",
  "ANY /pets/dog/{id}",
);
it.each([
  ["GET", "/pets/dog/1", "GET /pets/dog/1", undefined],
  ["GET", "/pets/dog/2", "GET /pets/dog/{id}", { id: "2" }],
  ["POST", "/pets/dog/2", "ANY /pets/dog/{id}", { id: "2" }],
  ["GET", "/pets/cat/1", "GET /pets/{proxy+}", { proxy: "cat/1" }],
  ["POST", "/test/5", "ANY /{proxy+}", { proxy: "test/5" }],
  ["GET", "/", "$default", undefined],
  ["GET", "/pets/dog/a%20b%2Fc", "GET /pets/dog/{id}", { id: "a b/c" }],
])("%s %s takes %s", (method, path, expected, parameters) => {
  expect(select(pets, method, path)).toEqual([expected, parameters]);
});

it("prefers a path without a greedy variable, though less of its text is fixed", () => {
  expect(select(keys("GET /pets/{proxy+}", "GET /{kind}/{id}"), "GET", "/pets/1")).toEqual([
    "GET /{kind}/{id}",
    { kind: "pets", id: "1" },
  ]);
});

it("finds no route where none fits", () => {
  const routes = keys("GET /pets", "GET /pets/{id}", "GET /");
  for (const [method, path] of [
    ["POST", "/pets"],
    ["GET", "/pets/"],
    ["GET", "/pets/1/2"],
    ["GET", "/pet"],
  ] as const)
    expect(select(routes, method, path)).toBeUndefined();
  expect(select(routes, "GET", "/")).toEqual(["GET /", undefined]);
});

it("throws for a path that can't be decoded", () => {
  expect(() => select(pets, "GET", "/%zz")).toThrow(URIError);
});

it("takes the same route in whatever order they stand", () => {
  const order = fc.shuffledSubarray(pets, { minLength: pets.length });
  const path = fc.constantFrom("/pets/dog/1", "/pets/dog/2", "/pets/x", "/x", "/", "/pets");
  fc.assert(
    fc.property(order, path, fc.constantFrom("GET", "POST"), (routes, asked, method) => {
      expect(select(routes, method, asked)).toEqual(select(pets, method, asked));
    }),
  );
});

it.each([
  ["/x", ["$default"], ["$default", "/x"]],
  ["/dev/x", ["$default", "dev"], ["dev", "/x"]],
  ["/dev", ["dev"], ["dev", "/"]],
  ["/x", ["dev"], undefined],
  ["/$default/x", ["$default"], ["$default", "/$default/x"]],
])("%s among the stages %j", (path, stages, expected) => {
  const found = selectStage(new Map(stages.map((name) => [name, name])), path);
  expect(found && [found.stage, found.path]).toEqual(expected);
});

describe("a throttle", () => {
  it("lets a burst through at once and then as many as the rate says", () => {
    let now = 0;
    const admits = createThrottle({ burst: 2, rate: 4 }, () => now);
    const admitted = () => Array.from({ length: 5 }, admits).filter(Boolean).length;
    expect(admitted()).toBe(2);
    now += 250;
    expect(admitted()).toBe(1);
    now += 60_000;
    expect(admitted()).toBe(2);
  });
  it("lets nothing through with a burst of none", () => {
    expect(createThrottle({ burst: 0, rate: 1 }, () => 0)()).toBe(false);
  });
});
