/** The CloudFront Functions of cloud/edge, each run in a realm of its own, as CloudFront does. */
import { readdirSync, readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import fc from "fast-check";

type Query = Record<string, { value: string; multiValue?: { value: string }[] }>;
interface Result {
  readonly uri?: string;
  readonly statusCode?: number;
  readonly headers?: { readonly location?: { readonly value: string } };
}

const folder = new URL("../../cloud/edge/", import.meta.url);
const sourceOf = (file: string): string => readFileSync(new URL(file, folder), "utf8");

/** The viewer-request function's answer to a request. */
function answer(file: string, uri: string, querystring: Query = {}): Result {
  const event = {
    version: "1.0",
    context: { eventType: "viewer-request" },
    viewer: { ip: "198.51.100.11" },
    request: { method: "GET", uri, querystring, headers: { host: { value: "site.example" } }, cookies: {} },
  };
  return JSON.parse(JSON.stringify(runInNewContext(`${sourceOf(file)}\nhandler(event);`, { event })));
}
const locationOf = (uri: string, query?: Query): string | undefined => answer("page.js", uri, query).headers?.location?.value;

describe("page.js", () => {
  it.each([
    ["the home page", "/", "/index.html"],
    ["a folder", "/posts/queues/", "/posts/queues/index.html"],
    ["a folder with a dot in its name", "/v1.0/", "/v1.0/index.html"],
    ["a file", "/posts/queues/index.html", "/posts/queues/index.html"],
    ["a script", "/app-0123abcd.js", "/app-0123abcd.js"],
    ["page data", "/page-data/posts/queues/page-data.json", "/page-data/posts/queues/page-data.json"],
    ["a hidden file", "/.well-known/security.txt", "/.well-known/security.txt"],
  ])("finds %s", (_what, uri, expected) => {
    const request = answer("page.js", uri);
    expect(request).toMatchObject({ uri: expected, method: "GET" });
    expect(request).not.toHaveProperty("statusCode");
  });

  it.each([
    ["a page", "/posts/queues", "/posts/queues/"],
    ["a page below a folder with a dot", "/v1.0/notes", "/v1.0/notes/"],
    ["an encoded page", "/caf%C3%A9", "/caf%C3%A9/"],
  ])("sends %s without its closing slash to its one address", (_what, uri, expected) => {
    expect(answer("page.js", uri)).toMatchObject({ statusCode: 301, headers: { location: { value: expected } } });
  });

  it.each([
    ["two slashes", "//evil.example/x"],
    ["many slashes", "////evil.example/x"],
    ["a backslash", "/\\evil.example/x"],
    ["both", "/\\/evil.example/x"],
  ])("is no way to another site by %s", (_what, uri) => {
    expect(locationOf(uri)).toBe("/evil.example/x/");
  });

  it("sends nobody to another site, whatever the path", () => {
    const piece = fc.constantFrom(
      "/",
      "\\",
      "//",
      ".",
      "..",
      "@",
      ":",
      "https:",
      "evil",
      "evil.example",
      "%2f",
      "%5c",
      "?",
      "#",
      "x",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const location = locationOf(`/${pieces.join("")}`);
        if (location !== undefined) expect(new URL(location, "https://site.example/").origin).toBe("https://site.example");
      }),
      { numRuns: 1000 },
    );
  });

  it.each<[string, Query, string]>([
    ["none", {}, "/posts/"],
    ["one", { page: { value: "2" } }, "/posts/?page=2"],
    ["several", { page: { value: "2" }, tag: { value: "a%20b" } }, "/posts/?page=2&tag=a%20b"],
    ["an empty one", { page: { value: "" } }, "/posts/?page="],
    [
      "one given twice",
      { tag: { value: "a", multiValue: [{ value: "a" }, { value: "b" }] }, page: { value: "2" } },
      "/posts/?tag=a&tag=b&page=2",
    ],
  ])("keeps the query in the redirect: %s", (_what, query, expected) => {
    expect(locationOf("/posts", query)).toBe(expected);
  });

  it("does without a query in the event", () => {
    expect(answer("page.js", "/posts", undefined)).toMatchObject({ statusCode: 301 });
  });
});

describe("media.js", () => {
  it.each([
    ["/media/talk/1795453965625-slide-3/slide.jpg", "/talk/1795453965625-slide-3/slide.jpg"],
    ["/media/media/a.png", "/media/a.png"],
  ])("%s is the key %s", (uri, expected) => {
    expect(answer("media.js", uri)).toMatchObject({ uri: expected });
  });
});

describe("every function's source", () => {
  const files = readdirSync(folder).filter((file) => file.endsWith(".js"));

  it.each(files)("%s holds nothing that the framework would resolve, and fits into CloudFront's 10 KB", (file) => {
    expect(sourceOf(file)).not.toContain("${");
    expect(Buffer.byteLength(sourceOf(file))).toBeLessThanOrEqual(10_240);
  });

  // Runtime 2.0 knows neither modules of its own making nor what is newer than ES 2021.
  it.each(files)("%s keeps to what CloudFront's runtime 2.0 knows", (file) => {
    expect(sourceOf(file)).not.toMatch(/\b(require|class|for\s*\(\s*(const|let|var)\s+\w+\s+of)\b|\.at\(|\bexport\b|\bawait\b/);
  });
});
