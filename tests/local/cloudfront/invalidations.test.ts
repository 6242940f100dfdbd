import { afterEach, beforeEach, expect, test } from "@jest/globals";
import type { RawResponse } from "../../../local/contracts.ts";
import { Edge } from "./support.ts";

let edge: Edge;
let id: string;
beforeEach(async () => {
  edge = new Edge();
  id = await edge.distribution();
});
afterEach(() => edge.stop());

async function request(method: string, path: string, body = ""): Promise<RawResponse> {
  if (edge.service.wire?.protocol !== "rest") throw new Error("CloudFront speaks REST");
  return edge.service.wire.handle({
    method,
    path: `/2020-05-31/distribution${path}`,
    query: new URLSearchParams(),
    headers: {},
    body: (async function* () {
      yield Buffer.from(body);
    })(),
    principal: { kind: "root" },
    requestId: "r",
  });
}

const invalidate = (paths: string[], reference: string, quantity = paths.length) =>
  request(
    "POST",
    `/${id}/invalidation`,
    `<InvalidationBatch xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><Paths><Quantity>${quantity}</Quantity><Items>${paths
      .map((path) => `<Path>${path}</Path>`)
      .join("")}</Items></Paths><CallerReference>${reference}</CallerReference></InvalidationBatch>`,
  );

test.each([
  [["/a/one.txt"], ["Miss", "Hit", "Hit"]],
  [["/a/*"], ["Miss", "Miss", "Hit"]],
  [["/*"], ["Miss", "Miss", "Miss"]],
  [
    ["/b.txt", "/a/t*"],
    ["Hit", "Miss", "Miss"],
  ],
  [["/a"], ["Hit", "Hit", "Hit"]],
])("forgets what %j names", async (paths, results) => {
  const files = ["/a/one.txt", "/a/two.txt", "/b.txt"];
  for (const file of files) {
    edge.put(file.slice(1), file);
    await edge.get(file);
  }
  for (const file of files) edge.put(file.slice(1), `${file} changed`);
  expect((await invalidate(paths, "one")).status).toBe(201);
  const seen = [];
  for (const file of files) seen.push((await edge.get(file)).headers["x-cache"]);
  expect(seen).toEqual(results.map((result) => `${result} from cloudfront`));
});

test("is remembered, under its caller's reference, over a restart", async () => {
  const first = await invalidate(["/*"], "ref");
  const invalidationId = /<Id>(I\w+)<\/Id>/.exec(String(first.body))?.[1];
  expect(String(first.body)).toContain("<Status>InProgress</Status>");
  expect(String((await request("GET", `/${id}/invalidation/${invalidationId}`)).body)).toContain("<Status>Completed</Status>");
  expect(String((await invalidate(["/*"], "ref")).body)).toContain(`<Id>${invalidationId}</Id>`);
  await expect(invalidate(["/a"], "ref")).rejects.toMatchObject({ code: "InvalidationBatchAlreadyExists", status: 409 });
  expect(String((await request("GET", `/${id}/invalidation`)).body)).toContain(
    `<Quantity>1</Quantity><Items><InvalidationSummary><Id>${invalidationId}`,
  );
});

test.each([
  ["no leading slash", ["a"], 1, "InvalidArgument"],
  ["a star in the middle", ["/a*/b"], 1, "InvalidArgument"],
  ["another count", ["/a"], 2, "InconsistentQuantities"],
  ["no paths", [], 0, "MalformedXML"],
])("refuses %s", async (_what, paths, quantity, code) => {
  await expect(invalidate(paths, "ref", quantity)).rejects.toMatchObject({ code });
});

test("asks IAM for the distribution; an unknown one does not exist", async () => {
  await expect(request("GET", "/EABSENT/invalidation")).rejects.toMatchObject({ code: "NoSuchDistribution", status: 404 });
  edge.fake.denied.add("cloudfront:CreateInvalidation");
  await expect(invalidate(["/*"], "ref")).rejects.toMatchObject({ code: "AccessDeniedException" });
  expect(edge.fake.asked.at(-1)).toEqual({
    principal: { kind: "root" },
    action: "cloudfront:CreateInvalidation",
    resource: `arn:aws:cloudfront::000000000000:distribution/${id}`,
  });
});

test("distributions are listed and described", async () => {
  const { domainName } = edge.service.distributions()[0] ?? {};
  for (const path of ["", `/${id}`]) {
    const body = String((await request("GET", path)).body);
    expect(body).toContain(`<Id>${id}</Id>`);
    expect(body).toContain(`<DomainName>${domainName}</DomainName>`);
  }
});
