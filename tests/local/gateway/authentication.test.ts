/** Who a request is from, proven with what real SDK clients send to services of every protocol. */
import { Sha256 } from "@aws-crypto/sha256-js";
import { CloudFrontClient, ListDistributionsCommand } from "@aws-sdk/client-cloudfront";
import { CodeCommitClient, ListRepositoriesCommand } from "@aws-sdk/client-codecommit";
import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { LambdaClient, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { ListStateMachinesCommand, SFNClient } from "@aws-sdk/client-sfn";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { SignatureV4 } from "@smithy/signature-v4";
import type { Operation, RawRequest, Service } from "../../../local/contracts.ts";
import { type StubGateway, startStubGateway } from "../support/stub-gateway.ts";
import type { ClientConfig } from "../support/test-cloud.ts";

const empty: Operation<Record<string, unknown>> = { action: "test:Call", resource: () => "*", run: () => ({}) };
let received: RawRequest | undefined;
const rest = (signingName: string, errorForm: "s3-xml" | "rest-json" | "rest-xml", body: string): Service => ({
  signingName,
  resourceTypes: [],
  wire: {
    protocol: "rest",
    errorForm,
    async handle(request) {
      for await (const _ of request.body);
      received = request;
      return { status: 200, body };
    },
  },
});
const services: Service[] = [
  { signingName: "states", resourceTypes: [], wire: { protocol: "json-1.0", operations: { ListStateMachines: empty } } },
  { signingName: "dynamodb", resourceTypes: [], wire: { protocol: "json-1.0", operations: { PutItem: empty } } },
  { signingName: "codecommit", resourceTypes: [], wire: { protocol: "json-1.1", operations: { ListRepositories: empty } } },
  {
    signingName: "sts",
    resourceTypes: [],
    wire: {
      protocol: "query",
      xmlNamespace: "https://sts.amazonaws.com/doc/2011-06-15/",
      operations: { GetCallerIdentity: empty },
    },
  },
  rest("s3", "s3-xml", "<ListAllMyBucketsResult/>"),
  rest("lambda", "rest-json", "{}"),
  rest("cloudfront", "rest-xml", "<DistributionList/>"),
];

type Config = ClientConfig & { systemClockOffset?: number; maxAttempts?: number };
const calls: Record<string, (config: Config) => Promise<unknown>> = {
  "Step Functions (JSON 1.0)": (config) => new SFNClient(config).send(new ListStateMachinesCommand({})),
  "CodeCommit (JSON 1.1)": (config) => new CodeCommitClient(config).send(new ListRepositoriesCommand({})),
  "STS (Query)": (config) => new STSClient(config).send(new GetCallerIdentityCommand({})),
  "S3 (REST XML)": (config) => new S3Client(config).send(new ListBucketsCommand({})),
  "Lambda (REST JSON)": (config) => new LambdaClient(config).send(new ListFunctionsCommand({})),
  "CloudFront (REST XML)": (config) => new CloudFrontClient(config).send(new ListDistributionsCommand({})),
};

let gateway: StubGateway;
beforeAll(async () => {
  gateway = await startStubGateway(services);
});
afterAll(() => gateway.stop());

const withCredentials = (change: Partial<ClientConfig["credentials"]>): Config => ({
  ...gateway.clientConfig,
  credentials: { ...gateway.clientConfig.credentials, ...change },
});

describe.each(Object.entries(calls))("%s", (name, call) => {
  const expected = (json: string, query: string, s3: string) =>
    name.startsWith("S3") ? s3 : /STS|CloudFront/.test(name) ? query : json;

  it("knows the operator", async () => {
    await expect(call(gateway.clientConfig)).resolves.toMatchObject({
      $metadata: { httpStatusCode: 200, requestId: expect.any(String) },
    });
  });

  it("refuses a wrong secret", async () => {
    await expect(call(withCredentials({ secretAccessKey: "guessed" }))).rejects.toMatchObject({
      name: expected("InvalidSignatureException", "SignatureDoesNotMatch", "SignatureDoesNotMatch"),
      $metadata: { httpStatusCode: expected("400", "403", "403") === "403" || name.startsWith("Lambda") ? 403 : 400 },
    });
  });

  it("refuses a key that nobody has", async () => {
    await expect(call(withCredentials({ accessKeyId: "AKIDNOBODY" }))).rejects.toMatchObject({
      name: expected("UnrecognizedClientException", "InvalidClientTokenId", "InvalidAccessKeyId"),
    });
  });

  it.each([-20, 20])("refuses a clock that is %i minutes off", async (minutes) => {
    await expect(call({ ...gateway.clientConfig, systemClockOffset: minutes * 60_000 })).rejects.toMatchObject({
      name: expected("InvalidSignatureException", "SignatureDoesNotMatch", "RequestTimeTooSkewed"),
      message: expect.stringContaining(minutes < 0 ? "Signature expired" : "Signature not yet current"),
    });
  });

  it("accepts a clock that is 14 minutes off", async () => {
    await expect(call({ ...gateway.clientConfig, systemClockOffset: -14 * 60_000 })).resolves.toBeDefined();
  });

  it("knows a role's session, and not without its token", async () => {
    const role = gateway.as([{ Effect: "Allow", Action: "*", Resource: "*" }]);
    await expect(call(role)).resolves.toBeDefined();
    const { sessionToken: _, ...withoutToken } = role.credentials;
    await expect(call({ ...role, credentials: withoutToken })).rejects.toMatchObject({
      name: expected("UnrecognizedClientException", "InvalidClientTokenId", "InvalidToken"),
    });
  });
});

it("refuses another region's signature, except for a service of the whole world", async () => {
  const elsewhere = { ...gateway.clientConfig, region: "eu-west-1" };
  await expect(calls["Step Functions (JSON 1.0)"]?.(elsewhere)).rejects.toMatchObject({
    name: "InvalidSignatureException",
    message: expect.stringContaining("'eu-west-1' is wrong"),
  });
  await expect(new CloudFrontClient(elsewhere).send(new ListDistributionsCommand({}))).resolves.toBeDefined();
});

it("refuses a body that was changed on its way", async () => {
  const client = new DynamoDBClient(gateway.clientConfig);
  client.middlewareStack.add(
    (next) => (args) => {
      const request = args.request as { body: Uint8Array };
      request.body = Buffer.from(Buffer.from(new Uint8Array(request.body)).toString().replace("mine", "ours"));
      return next(args);
    },
    { step: "finalizeRequest", priority: "low" },
  );
  const put = (owner: string) => client.send(new PutItemCommand({ TableName: "t", Item: { owner: { S: owner } } }));
  await expect(put("hers")).resolves.toBeDefined();
  await expect(put("mine")).rejects.toMatchObject({ name: "InvalidSignatureException" });
});

it("refuses an x-amz header that was added on its way", async () => {
  const client = new S3Client(gateway.clientConfig);
  client.middlewareStack.add(
    (next) => (args) => {
      (args.request as { headers: Record<string, string> }).headers["x-amz-acl"] = "public-read";
      return next(args);
    },
    { step: "finalizeRequest", priority: "low" },
  );
  await expect(client.send(new ListBucketsCommand({}))).rejects.toMatchObject({
    name: "AccessDenied",
    message: "There were headers present in the request which were not signed: x-amz-acl",
  });
});

describe("a presigned address", () => {
  const signer = (secretAccessKey = "local") =>
    new SignatureV4({
      credentials: { accessKeyId: "local", secretAccessKey },
      region: "us-east-1",
      service: "s3",
      sha256: Sha256,
      uriEscapePath: false,
      applyChecksum: false,
    });

  async function presign(
    options: { secretAccessKey?: string; expiresIn?: number; signedAgo?: number; query?: Record<string, string> } = {},
  ) {
    const { expiresIn = 60, signedAgo = 0, query = {}, secretAccessKey } = options;
    const request = {
      method: "PUT",
      protocol: "http:",
      hostname: "127.0.0.1",
      port: gateway.port,
      path: "/photos/a%20b/%C3%A9%2Bc.jpg",
      headers: { host: `127.0.0.1:${gateway.port}`, "x-amz-content-sha256": "UNSIGNED-PAYLOAD" },
      query,
    };
    const signed = await signer(secretAccessKey).presign(request, {
      expiresIn,
      signingDate: new Date(Date.now() - signedAgo * 1000),
    });
    const url = new URL(`http://127.0.0.1:${gateway.port}${signed.path}`);
    for (const [name, value] of Object.entries(signed.query ?? {})) url.searchParams.set(name, String(value));
    return url;
  }

  it("is good for whoever has it, and reaches the service as if sent with headers", async () => {
    const url = await presign({
      query: { "x-id": "PutObject", "x-amz-meta-camera": "left", "x-amz-checksum-crc32": "AAAAAA==" },
    });
    const response = await fetch(url, { method: "PUT", body: "picture" });
    expect(response.status).toBe(200);
    expect([...(received?.query ?? [])]).toEqual([["x-id", "PutObject"]]);
    expect(received?.headers).toMatchObject({ "x-amz-meta-camera": "left" });
    expect(received?.path).toBe("/photos/a%20b/%C3%A9%2Bc.jpg");
    expect(received?.principal).toEqual({ kind: "root" });
  });

  it.each([
    ["another path", (url: URL) => Object.assign(url, { pathname: "/photos/other.jpg" })],
    ["another parameter", (url: URL) => url.searchParams.set("versionId", "1")],
    ["a longer life", (url: URL) => url.searchParams.set("X-Amz-Expires", "3600")],
  ])("is not good for %s", async (_, change) => {
    const url = await presign();
    change(url);
    const response = await fetch(url, { method: "PUT", body: "picture" });
    expect(response.status).toBe(403);
    await expect(response.text()).resolves.toContain("<Code>SignatureDoesNotMatch</Code>");
  });

  it.each([
    [45, 200],
    [62, 403],
  ])("of 60 seconds answers after %i seconds with %i", async (signedAgo, status) => {
    const response = await fetch(await presign({ signedAgo }), { method: "PUT", body: "picture" });
    expect(response.status).toBe(status);
    if (status === 403) await expect(response.text()).resolves.toMatch(/<Code>AccessDenied<.*Request has expired/);
  });

  it("is not good when it would live for more than a week", async () => {
    const url = await presign();
    url.searchParams.set("X-Amz-Expires", "604801");
    await expect(fetch(url, { method: "PUT", body: "picture" })).resolves.toMatchObject({ status: 400 });
  });
});

describe("a request without a signature", () => {
  const url = () => `http://127.0.0.1:${gateway.port}/`;

  it("is answered in JSON when it looks like JSON", async () => {
    const response = await fetch(url(), {
      method: "POST",
      body: "{}",
      headers: { "x-amz-target": "AWSStepFunctions.ListStateMachines", "content-type": "application/x-amz-json-1.0" },
    });
    expect(response.status).toBe(400);
    await expect(response.json()).resolves.toEqual({
      __type: "MissingAuthenticationTokenException",
      message: "Missing Authentication Token",
    });
  });

  it("is answered in XML otherwise", async () => {
    const response = await fetch(url());
    expect(response.status).toBe(403);
    await expect(response.text()).resolves.toContain("<Code>MissingAuthenticationToken</Code>");
  });

  it("is answered as S3 does when it is for an object", async () => {
    const response = await fetch(`${url()}photos/a.jpg`);
    expect(response.status).toBe(403);
    await expect(response.text()).resolves.toContain("<Error><Code>AccessDenied</Code>");
  });

  it.each([
    [
      "another algorithm",
      "AWS4-ECDSA-P256-SHA256 Credential=a/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0",
    ],
    ["no credential", "AWS4-HMAC-SHA256 SignedHeaders=host, Signature=0"],
    ["a short credential", "AWS4-HMAC-SHA256 Credential=a/us-east-1/s3, SignedHeaders=host, Signature=0"],
    ["nothing more", "AWS4-HMAC-SHA256"],
  ])("with %s is incomplete", async (_, authorization) => {
    const response = await fetch(url(), { headers: { authorization, "x-amz-date": "20260101T000000Z" } });
    expect(response.status).toBe(400);
    await expect(response.text()).resolves.toContain("<Code>IncompleteSignature</Code>");
  });
});
