/** Addresses presigned by Signature Version 2, as boto3 makes them. */
import { createHmac } from "node:crypto";
import type { RawRequest, Service } from "../../../local/contracts.ts";
import { authenticateV2 } from "../../../local/gateway/sigv2/presigned.ts";
import { type StubGateway, startStubGateway } from "../support/stub-gateway.ts";

let received: RawRequest | undefined;
const s3: Service = {
  signingName: "s3",
  resourceTypes: [],
  wire: {
    protocol: "rest",
    errorForm: "s3-xml",
    async handle(request) {
      for await (const _ of request.body);
      received = request;
      return { status: 200, body: "served" };
    },
  },
};
let gateway: StubGateway;
beforeAll(async () => {
  gateway = await startStubGateway([s3]);
});
beforeEach(() => {
  received = undefined;
});
afterAll(() => gateway.stop());

const soon = () => String(Math.floor(Date.now() / 1000) + 60);

/** @param signed what stands between the method and the expiry, and after it, in the string to sign */
function presign({
  expires = soon(),
  type = "",
  amazon = "",
  resource = "/b/k%20%2B",
  secret = "local",
  method = "GET",
  query = "",
}) {
  const text = `${method}\n\n${type}\n${expires}\n${amazon}${resource}`;
  const signature = encodeURIComponent(createHmac("sha1", secret).update(text).digest("base64"));
  const [path] = resource.split("?");
  return `http://127.0.0.1:${gateway.port}${path}?${query}AWSAccessKeyId=local&Signature=${signature}&Expires=${expires}`;
}

it("agrees with the example of AWS's documentation", () => {
  const secretAccessKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  const request = {
    method: "GET",
    path: "/photos/puppy.jpg",
    query: new URLSearchParams(
      "AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Signature=NpgCjnDzrM%2BWFzoENXmpNDUsSn8%3D&Expires=1175139620",
    ),
    headers: { host: "johnsmith.s3.amazonaws.com" },
  };
  const findKey = () => ({ secretAccessKey, principal: { kind: "root" as const } });
  const path = "/johnsmith/photos/puppy.jpg";
  expect(authenticateV2(request, path, findKey, 1_175_139_619_000).principal).toEqual({ kind: "root" });
  expect(() => authenticateV2(request, path, findKey, 1_175_139_621_000)).toThrow("Request has expired");
});

it("reaches the service without what signed it", async () => {
  const url = presign({ resource: "/b/k%20%2B?response-content-type=text/css", query: "response-content-type=text%2Fcss&" });
  const answer = await fetch(url);
  expect([answer.status, await answer.text()]).toEqual([200, "served"]);
  expect(received).toMatchObject({ method: "GET", path: "/b/k%20%2B", principal: { kind: "root" } });
  expect([...(received?.query ?? [])]).toEqual([["response-content-type", "text/css"]]);
});

it("signs the type of what is put, and the headers of Amazon's own", async () => {
  const url = presign({
    method: "PUT",
    type: "text/css",
    amazon: "x-amz-meta-a:b\n",
    query: "content-type=text%2Fcss&x-amz-meta-a=b&",
  });
  const put = (type: string) => fetch(url, { method: "PUT", body: "p {}", headers: { "content-type": type } });
  expect((await put("text/css")).status).toBe(200);
  expect(received?.headers).toMatchObject({ "content-type": "text/css", "x-amz-meta-a": "b" });
  expect((await put("text/html")).status).toBe(403);
});

it.each([
  ["another key", () => presign({}).replace("/b/k", "/b/other"), "SignatureDoesNotMatch"],
  ["another secret", () => presign({ secret: "other" }), "SignatureDoesNotMatch"],
  ["a longer life", () => presign({}).replace(/Expires=\d+/, "Expires=99999999999"), "SignatureDoesNotMatch"],
  ["its time gone by", () => presign({ expires: "1175139620" }), "AccessDenied"],
  ["no time", () => presign({ expires: "soon" }), "AccessDenied"],
  ["a key that nobody has", () => presign({}).replace("AWSAccessKeyId=local", "AWSAccessKeyId=other"), "InvalidAccessKeyId"],
  [
    "a token that is not its own",
    () => presign({ amazon: "x-amz-security-token:t\n", query: "x-amz-security-token=t&" }),
    "InvalidToken",
  ],
])("is refused with %s", async (_, url, code) => {
  const answer = await fetch(url());
  expect(answer.status).toBeGreaterThanOrEqual(400);
  await expect(answer.text()).resolves.toContain(`<Error><Code>${code}</Code>`);
  expect(received).toBeUndefined();
});
