/** What comes without a signature, and what a browser could be made to send. */
import { request as httpRequest } from "node:http";
import { buffer } from "node:stream/consumers";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { RawRequest, Service } from "../../../local/contracts.ts";
import { type StubGateway, startStubGateway } from "../support/stub-gateway.ts";

let received: RawRequest | undefined;
const git: Service = {
  signingName: "codecommit",
  resourceTypes: [],
  unsigned: {
    pathPrefix: "/v1/repos/",
    async handle(request) {
      received = request;
      return { status: 200, headers: { "X-Kind": "git" }, body: pieces() };
    },
  },
};
async function* pieces() {
  yield Buffer.from("one ");
  yield Buffer.from("two");
}

let gateway: StubGateway;
beforeAll(async () => {
  gateway = await startStubGateway([git]);
});
beforeEach(() => {
  received = undefined;
});
afterAll(() => gateway.stop());

function get(
  path: string,
  headers: Record<string, string>,
  method = "GET",
): Promise<{ status: number; body: string; headers: object }> {
  return new Promise((resolve, reject) => {
    httpRequest({ host: "127.0.0.1", port: gateway.port, path, headers, method }, async (response) => {
      const body = (await buffer(response)).toString();
      resolve({ status: response.statusCode ?? 0, body, headers: response.headers });
    })
      .on("error", reject)
      .end();
  });
}

it("hands an unsigned path over as the operator, and streams the answer", async () => {
  const answer = await get("/v1/repos/blog/info/refs?service=git-upload-pack", { authorization: "Basic YTpi" });
  expect(answer).toMatchObject({
    status: 200,
    body: "one two",
    headers: { "x-kind": "git", "x-amzn-requestid": expect.any(String) },
  });
  expect(received).toMatchObject({ method: "GET", path: "/v1/repos/blog/info/refs", principal: { kind: "root" } });
  expect(received?.query.get("service")).toBe("git-upload-pack");
});

it.each(["127.0.0.1", "localhost:4566", "LOCALHOST", "[::1]:4566"])("serves the host %s", async (host) => {
  await expect(get("/v1/repos/blog", { host })).resolves.toMatchObject({ status: 200 });
});

it.each(["evil.example", "127.0.0.1.evil.example:4566", "localhost.evil.example"])(
  "refuses the host '%s', whose name was bound to this machine",
  async (host) => {
    await expect(get("/v1/repos/blog", { host })).resolves.toMatchObject({ status: 403 });
    expect(received).toBeUndefined();
  },
);

it("refuses a page of another site, and serves its own", async () => {
  const host = `127.0.0.1:${gateway.port}`;
  await expect(get("/v1/repos/blog", { host, origin: "https://evil.example" }, "POST")).resolves.toMatchObject({ status: 403 });
  await expect(get("/v1/repos/blog", { host, origin: "null" }, "POST")).resolves.toMatchObject({ status: 403 });
  expect(received).toBeUndefined();
  await expect(get("/v1/repos/blog", { host, origin: `http://${host}` }, "POST")).resolves.toMatchObject({ status: 200 });
});

it("does not take a signed path for an unsigned one", async () => {
  const authorization = "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0";
  const answer = await get("/v1/repos/blog", { authorization, "x-amz-date": "20260101T000000Z" });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(received).toBeUndefined();
});

it("does not serve another site's page, even when it signs with the operator's well-known keys", async () => {
  const client = new STSClient(gateway.clientConfig);
  client.middlewareStack.add(
    (next) => (args) => {
      (args.request as { headers: Record<string, string> }).headers["sec-fetch-site"] = "cross-site";
      return next(args);
    },
    { step: "finalizeRequest", priority: "low" },
  );
  await expect(client.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: "AccessDenied" });
  await expect(get("/bucket/key?X-Amz-Algorithm=AWS4-HMAC-SHA256", { origin: "https://evil.example" })).resolves.toMatchObject({
    status: 403,
    body: expect.stringContaining("https://evil.example"),
  });
});
