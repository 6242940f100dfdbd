/** An API over HTTP, in front of a real function. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import type { CloudEvent, RunningCloud } from "../../../local/index.ts";
import { startCloud } from "../../../local/index.ts";

/** Does what the path asks for, and otherwise tells the event. */
const source = `
export async function handler(event) {
  const { what } = event.pathParameters ?? {};
  if (what === "fail") throw new Error("no");
  if (what === "malformed") return { statusCode: 200, body: {} };
  if (what === "slow") await new Promise((resolve) => setTimeout(resolve, 5000));
  if (what === "bytes") return { statusCode: 200, body: event.body, isBase64Encoded: event.isBase64Encoded };
  if (what === "length") return { statusCode: 200, body: String(event.body.length) };
  if (what === "cookies") return { statusCode: 302, headers: { Location: "/x" }, cookies: ["a=1", "b=2"] };
  return event;
}`;
const trust = { Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }] };
const ref = (Ref: string) => ({ Ref });
const route = (key: string, integration = "Integration") => ({
  Type: "AWS::ApiGatewayV2::Route",
  Properties: { ApiId: ref("Api"), RouteKey: key, Target: { "Fn::Join": ["/", ["integrations", ref(integration)]] } },
});
const integration = (properties: object = {}) => ({
  Type: "AWS::ApiGatewayV2::Integration",
  Properties: {
    ApiId: ref("Api"),
    IntegrationType: "AWS_PROXY",
    IntegrationUri: { "Fn::GetAtt": ["Function", "Arn"] },
    PayloadFormatVersion: "2.0",
    ...properties,
  },
});
const permission = (path: string) => ({
  Type: "AWS::Lambda::Permission",
  Properties: {
    FunctionName: ref("Function"),
    Action: "lambda:InvokeFunction",
    Principal: "apigateway.amazonaws.com",
    SourceArn: { "Fn::Sub": `arn:aws:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${Api}/${path}` },
  },
});
const resources = {
  Role: { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: trust } },
  Function: {
    Type: "AWS::Lambda::Function",
    Properties: {
      Handler: "index.handler",
      Runtime: "nodejs24.x",
      Timeout: "20",
      MemorySize: 256,
      Role: { "Fn::GetAtt": ["Role", "Arn"] },
      Code: { S3Bucket: "assets", S3Key: "echo.zip" },
    },
  },
  Busy: {
    Type: "AWS::Lambda::Function",
    Properties: {
      Handler: "index.handler",
      Runtime: "nodejs24.x",
      ReservedConcurrentExecutions: 0,
      Role: { "Fn::GetAtt": ["Role", "Arn"] },
      Code: { S3Bucket: "assets", S3Key: "echo.zip" },
    },
  },
  BusyPermission: { ...permission("*"), Properties: { ...permission("*").Properties, FunctionName: ref("Busy") } },
  ToBusy: integration({ IntegrationUri: { "Fn::GetAtt": ["Busy", "Arn"] } }),
  GetBusy: route("GET /busy", "ToBusy"),
  Permission: permission("*/*/do/*"),
  DevPermission: permission("dev/*"),
  Api: { Type: "AWS::ApiGatewayV2::Api", Properties: { Name: "api", ProtocolType: "HTTP" } },
  Integration: integration(),
  Hurried: integration({ TimeoutInMillis: 200 }),
  Do: route("ANY /do/{what}"),
  Slow: route("GET /do/slow/{what}", "Hurried"),
  Files: route("GET /files/{path+}"),
  Closed: route("GET /closed"),
  Stage: {
    Type: "AWS::ApiGatewayV2::Stage",
    Properties: {
      ApiId: ref("Api"),
      StageName: "$default",
      AutoDeploy: true,
      RouteSettings: { "GET /files/{path+}": { ThrottlingBurstLimit: 0, ThrottlingRateLimit: 0 } },
    },
  },
  Dev: {
    Type: "AWS::ApiGatewayV2::Stage",
    Properties: { ApiId: ref("Api"), StageName: "dev", AutoDeploy: "true", StageVariables: { colour: "blue" } },
  },
};

let folder: string;
let running: RunningCloud;
let url: string;
const events: CloudEvent[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "http-api-"));
  writeFileSync(join(folder, "echo.zip"), zipSync({ "index.mjs": strToU8(source) }));
  running = await startCloud({
    template: { Resources: resources },
    assetsFolder: folder,
    stateFolder: join(folder, "state"),
    stackName: "test",
    gatewayPort: 0,
    onEvent: (event) => void events.push(event),
  });
  url = running.apis[0]?.url ?? "";
});
afterAll(async () => {
  await running.stop();
  rmSync(folder, { recursive: true });
});

const answered = async (path: string, options?: RequestInit) => {
  const response = await fetch(url + path, { redirect: "manual", ...options });
  return { status: response.status, body: await response.text(), headers: response.headers };
};
const own = (message: string) => JSON.stringify({ message });

it("hands the function the request, and says who answered", async () => {
  const { status, body, headers } = await answered("/do/a%20b?x=1", { method: "PUT", headers: { cookie: "c=1" }, body: "hello" });
  expect(status).toBe(200);
  expect(headers.get("content-type")).toBe("application/json");
  expect(headers.get("apigw-requestid")).toMatch(/^[\w-]{15}=$/);
  expect(JSON.parse(body)).toMatchObject({
    version: "2.0",
    routeKey: "ANY /do/{what}",
    rawPath: "/do/a b",
    rawQueryString: "x=1",
    cookies: ["c=1"],
    pathParameters: { what: "a b" },
    requestContext: { http: { method: "PUT", sourceIp: "127.0.0.1" }, stage: "$default", apiId: running.apis[0]?.id },
    body: "hello",
    isBase64Encoded: false,
  });
});

it("serves another stage below its name", async () => {
  expect(JSON.parse((await answered("/dev/do/x")).body)).toMatchObject({
    rawPath: "/dev/do/x",
    stageVariables: { colour: "blue" },
    requestContext: { stage: "dev" },
  });
});

it("gives back every byte of a picture", async () => {
  const picture = Buffer.from(Array.from({ length: 70_000 }, (_, at) => (at * 7) % 256));
  const response = await fetch(`${url}/do/bytes`, { method: "POST", headers: { "content-type": "image/png" }, body: picture });
  expect(Buffer.from(await response.arrayBuffer()).equals(picture)).toBe(true);
});

it("sets each cookie", async () => {
  const { status, headers } = await answered("/do/cookies");
  expect([status, headers.get("location"), headers.getSetCookie()]).toEqual([302, "/x", ["a=1", "b=2"]]);
});

it("answers HEAD without a body", async () => {
  expect(await answered("/do/x", { method: "HEAD" })).toMatchObject({ status: 200, body: "" });
});

it.each([
  ["no route", "/nowhere", {}, 404, "Not Found"],
  ["a path that can't be decoded", "/do/%zz", {}, 400, "Bad Request"],
  ["a function that fails", "/do/fail", {}, 500, "Internal Server Error"],
  ["an answer that is none", "/do/malformed", {}, 500, "Internal Server Error"],
  ["a function that takes too long", "/do/slow/slow", {}, 503, "Service Unavailable"],
  ["a function that takes no more", "/busy", {}, 503, "Service Unavailable"],
  ["a route that takes no more", "/files/a/b", {}, 429, "Too Many Requests"],
  ["a function that does not let the API in", "/closed", {}, 500, "Internal Server Error"],
  ["a body above 10 MB", "/do/x", { method: "POST", body: "x".repeat(10 * 1024 * 1024 + 1) }, 413, "Request Entity Too Large"],
  [
    "what becomes too large for Lambda",
    "/do/x",
    { method: "POST", headers: { "content-type": "image/png" }, body: "x".repeat(5 * 1024 * 1024) },
    413,
    "Request Entity Too Large",
  ],
])("%s: %s", async (_what, path, options, status, message) => {
  expect(await answered(path, options)).toMatchObject({ status, body: own(message) });
});

it("takes what Lambda takes", async () => {
  const body = "x".repeat(5 * 1024 * 1024);
  expect(await answered("/do/length", { method: "POST", body })).toMatchObject({ status: 200, body: String(body.length) });
});

it("tells who watches why a function could not be asked", async () => {
  await answered("/closed");
  expect(events).toContainEqual({
    type: "request-refused",
    service: "execute-api",
    operation: expect.stringMatching(/^arn:aws:execute-api:us-east-1:000000000000:\w{10}\/\$default\/GET\/closed$/),
    code: "AccessDeniedException",
    message: expect.stringContaining("is not authorized to perform: lambda:InvokeFunction"),
  });
});

it("takes no other machine's name for its own", async () => {
  const status = await new Promise((resolve, reject) => {
    const asked = httpRequest(`${url}/do/x`, { headers: { host: "evil.example" } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asked.on("error", reject).end();
  });
  expect(status).toBe(403);
});

it.each([
  ["a WebSocket API", "Api", { Name: "api", ProtocolType: "WEBSOCKET" }, "ProtocolType"],
  ["payload format 1.0", "Integration", { ...integration().Properties, PayloadFormatVersion: "1.0" }, "PayloadFormatVersion"],
  [
    "an integration of another kind",
    "Integration",
    { ...integration().Properties, IntegrationType: "HTTP_PROXY" },
    "IntegrationType",
  ],
  ["an authorizer", "Do", { ...route("GET /x").Properties, AuthorizationType: "JWT" }, "AuthorizationType"],
  ["no route key", "Do", route("FETCH /x").Properties, "RouteKey"],
  ["access logs", "Stage", { ...resources.Stage.Properties, AccessLogSettings: {} }, "AccessLogSettings"],
])("refuses %s by name", async (_what, id, Properties, named) => {
  const Type = resources[id as keyof typeof resources].Type;
  const template = { Resources: { ...resources, [id]: { Type, Properties } } };
  const options = { assetsFolder: folder, stateFolder: join(folder, "refused"), stackName: "refused", gatewayPort: 0 };
  await expect(startCloud({ template, ...options })).rejects.toMatchObject({
    name: "UnsupportedTemplate",
    problems: [expect.stringContaining(named)],
  });
});
