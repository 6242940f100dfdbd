import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { strToU8, zipSync } from "fflate";
import type { LambdaPort, RawRequest, Service } from "../../../local/contracts.ts";
import { createLambda } from "../../../local/services/lambda/index.ts";
import { applyResource, asset, deployFunction } from "./support/deployed.ts";
import { type FakeCloud, fakeCloud } from "./support/fake-cloud.ts";

let fake: FakeCloud;
let lambda: Service & { port: LambdaPort };
const arn = "arn:aws:lambda:eu-central-1:000000000000:function:subject";
const source = "export const handler = async (event) => event";

beforeEach(() => {
  fake = fakeCloud();
  lambda = createLambda(fake.cloud);
});
afterEach(async () => {
  await lambda.stop?.();
  fake.remove();
});

async function request(method: string, path: string, headers: Record<string, string> = {}, body = "") {
  if (lambda.wire?.protocol !== "rest") throw new Error("Lambda speaks REST");
  const [pathname = "", query] = path.split("?");
  const raw: RawRequest = {
    method,
    path: pathname,
    query: new URLSearchParams(query),
    headers,
    body: (async function* () {
      yield Buffer.from(body);
    })(),
    principal: { kind: "root" },
    requestId: "11111111-2222-4333-8444-555555555555",
  };
  return lambda.wire.handle(raw);
}

test("Ref is the name and Arn the ARN; a nameless function is named by the stack", async () => {
  expect(await deployFunction(lambda, fake.cloud, "subject", source)).toBe(arn);
  const properties = {
    Handler: "index.handler",
    Runtime: "nodejs22.x",
    Role: "arn:aws:iam::000000000000:role/r",
    Code: { S3Bucket: "b", S3Key: "a/subject.zip" },
    Timeout: "6",
  };
  expect(await applyResource(lambda, fake.cloud, "AWS::Lambda::Function", properties)).toMatchObject({
    ref: "test-Thing-1a2b3c",
  });
});

test.each([
  ["a reserved variable", { Environment: { Variables: { AWS_REGION: "here" } } }, /reserve/],
  ["more than 4 KB of variables", { Environment: { Variables: { LONG: "x".repeat(4_096) } } }, /4096 bytes/],
  ["a timeout over 15 minutes", { Timeout: 901 }, /Timeout/],
  ["another runtime", { Runtime: "python3.13" }, /Runtime/],
  ["layers", { Layers: [] }, /Layers/],
  ["active tracing", { TracingConfig: { Mode: "Active" } }, /TracingConfig/],
  ["a log in JSON", { LoggingConfig: { LogFormat: "JSON" } }, /LogFormat/],
])("refuses %s by name", async (_what, properties, message) => {
  await expect(deployFunction(lambda, fake.cloud, "subject", source, properties)).rejects.toThrow(message);
});

test("a role that Lambda may not assume, or a package that is not there, is refused at once", async () => {
  const absent = { Code: { S3Bucket: "b", S3Key: "absent.zip" } };
  await expect(deployFunction(lambda, fake.cloud, "subject", source, absent)).rejects.toThrow(/NoSuchKey.*absent.zip/);
  fake.denied.add("sts:AssumeRole");
  await expect(deployFunction(lambda, fake.cloud, "subject", source)).rejects.toThrow(/cannot be assumed by Lambda/);
});

const deployZip = (zip: Uint8Array) => {
  writeFileSync(join(fake.cloud.assetsFolder, "odd.zip"), zip);
  return deployFunction(lambda, fake.cloud, "subject", source, { Code: { S3Bucket: "b", S3Key: "odd.zip" } });
};

test.each([
  ["a name that leads out of the folder", zipSync({ "../escaped.txt": strToU8("x") }), /Could not unzip/],
  ["an absolute name", zipSync({ "/tmp/escaped.txt": strToU8("x") }), /Could not unzip/],
  ["a symbolic link", zipSync({ link: [strToU8("/etc"), { os: 3, attrs: (0o120777 << 16) >>> 0 }] }), /symbolic link/],
  ["what is no zip", strToU8("hello"), /Could not unzip/],
])("refuses a package with %s and leaves nothing behind", async (_what, zip, message) => {
  await expect(deployZip(zip)).rejects.toThrow(message);
  await expect(deployZip(zip)).rejects.toThrow(message);
});

test("keeps what is executable executable", async () => {
  await deployZip(
    zipSync({ "bin/tool": [strToU8("#!/bin/sh\n"), { os: 3, attrs: (0o100755 << 16) >>> 0 }], "plain.txt": strToU8("") }),
  );
  const hash = createHash("sha256")
    .update(readFileSync(join(fake.cloud.assetsFolder, "odd.zip")))
    .digest("hex");
  const folder = join(fake.cloud.stateFolder("lambda"), "code", hash);
  expect(statSync(join(folder, "bin/tool")).mode & 0o111).toBe(0o111);
  expect(statSync(join(folder, "plain.txt")).mode & 0o111).toBe(0);
});

test("functions with one package share its folder; what no function uses is removed at the start", async () => {
  const folder = join(fake.cloud.stateFolder("lambda"), "code");
  await deployFunction(lambda, fake.cloud, "subject", "export const handler = async () => 'old'");
  const [old] = readdirSync(folder).filter((name) => !name.includes("."));
  const properties = { Code: { S3Bucket: "b", S3Key: asset(fake.cloud, "shared", { "index.mjs": source, "other.mjs": "" }) } };
  await Promise.all(["one", "two"].map((name) => deployFunction(lambda, fake.cloud, name, source, properties)));
  const next = createLambda(fake.cloud);
  await deployFunction(next, fake.cloud, "subject", source);
  mkdirSync(join(folder, `${old}.half.tmp`));
  await next.start?.();
  await next.stop?.();
  expect(readdirSync(folder)).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), "package.json"]);
  expect(readdirSync(folder)).not.toContain(old);
});

test("a permission is a statement of the function's policy, in the resource's own name", async () => {
  await deployFunction(lambda, fake.cloud, "subject", source);
  await expect(request("GET", "/2015-03-31/functions/subject/policy")).rejects.toMatchObject({
    code: "ResourceNotFoundException",
  });
  await applyResource(lambda, fake.cloud, "AWS::Lambda::Permission", {
    FunctionName: arn,
    Action: "lambda:InvokeFunction",
    Principal: "s3.amazonaws.com",
    SourceArn: "arn:aws:s3:::photos",
    SourceAccount: "000000000000",
  });
  const statement = {
    Sid: "test-Thing-1a2b3c",
    Effect: "Allow",
    Principal: { Service: "s3.amazonaws.com" },
    Action: "lambda:InvokeFunction",
    Resource: arn,
    Condition: { StringEquals: { "AWS:SourceAccount": "000000000000" }, ArnLike: { "AWS:SourceArn": "arn:aws:s3:::photos" } },
  };
  expect(fake.resourcePolicies.get(`${arn}#test-Thing-1a2b3c`)).toEqual({ Version: "2012-10-17", Statement: [statement] });
  const { body } = await request("GET", "/2015-03-31/functions/subject/policy");
  expect(JSON.parse(JSON.parse(String(body)).Policy).Statement).toEqual([statement]);
});

test("a permission for a function that is not there stops the boot", async () => {
  const properties = { FunctionName: "absent", Action: "lambda:InvokeFunction", Principal: "sns.amazonaws.com" };
  await expect(applyResource(lambda, fake.cloud, "AWS::Lambda::Permission", properties)).rejects.toMatchObject({
    code: "ResourceNotFoundException",
  });
});

test("Invoke answers the result with its headers and, if asked, the log's tail", async () => {
  await deployFunction(
    lambda,
    fake.cloud,
    "subject",
    "export const handler = async (event, context) => { console.log('hi'); return { event, client: context.clientContext } }",
  );
  const encoded = Buffer.from('{"custom":{"a":1}}').toString("base64");
  const path = `/2015-03-31/functions/${encodeURIComponent(arn)}/invocations`;
  const { status, headers, body } = await request(
    "POST",
    path,
    { "x-amz-log-type": "Tail", "x-amz-client-context": encoded },
    '{"a":1}',
  );
  expect({ status, body: JSON.parse(String(body)) }).toEqual({
    status: 200,
    body: { event: { a: 1 }, client: { custom: { a: 1 } } },
  });
  expect(headers).toMatchObject({ "x-amz-executed-version": "$LATEST" });
  expect(headers).not.toHaveProperty("x-amz-function-error");
  const log = Buffer.from(headers?.["x-amz-log-result"] ?? "", "base64").toString();
  expect(log).toMatch(/^START RequestId: 11111111-2222-4333-8444-555555555555[\s\S]*\tINFO\thi\n[\s\S]*REPORT/);
});

test("Invoke marks a function's failure and takes Event and DryRun", async () => {
  await deployFunction(lambda, fake.cloud, "subject", "export const handler = async () => { throw new Error('x') }");
  const path = "/2015-03-31/functions/subject/invocations";
  expect((await request("POST", path)).headers).toMatchObject({ "x-amz-function-error": "Unhandled" });
  expect(await request("POST", path, { "x-amz-invocation-type": "DryRun" })).toEqual({ status: 204 });
  expect(await request("POST", path, { "x-amz-invocation-type": "Event" }, "{}")).toEqual({ status: 202 });
  await expect(request("POST", `${path}?Qualifier=live`)).rejects.toMatchObject({ code: "ResourceNotFoundException" });
});

test("functions are described and listed by name, in pages", async () => {
  for (const name of ["b", "a", "c"]) await deployFunction(lambda, fake.cloud, name, source);
  const first = JSON.parse(String((await request("GET", "/2015-03-31/functions/?MaxItems=2")).body));
  expect(first.Functions.map(({ FunctionName }: { FunctionName: string }) => FunctionName)).toEqual(["a", "b"]);
  const second = JSON.parse(String((await request("GET", `/2015-03-31/functions?Marker=${first.NextMarker}`)).body));
  expect(second).toMatchObject({ Functions: [{ FunctionName: "c" }] });
  expect(second).not.toHaveProperty("NextMarker");
  const configuration = JSON.parse(String((await request("GET", "/2015-03-31/functions/a/configuration")).body));
  expect(configuration).toMatchObject({ FunctionName: "a", Handler: "index.handler", State: "Active", Timeout: 3 });
  const got = JSON.parse(String((await request("GET", "/2015-03-31/functions/a")).body));
  expect(got.Configuration).toEqual(configuration);
});
