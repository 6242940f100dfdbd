/** Starting and stopping the whole cloud. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { jest } from "@jest/globals";
import type { CloudEvent } from "../../local/contracts.ts";
import { type CloudOptions, type RunningCloud, startCloud } from "../../local/index.ts";

let folder: string;
let running: RunningCloud | undefined;
const events: CloudEvent[] = [];
const options = (template: object | string): CloudOptions => ({
  template,
  assetsFolder: folder,
  stateFolder: join(folder, "state"),
  stackName: "stack",
  gatewayPort: 0,
  onEvent: (event) => void events.push(event),
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "boot-"));
  events.length = 0;
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
  rmSync(folder, { recursive: true });
});

const role = (Statement: unknown[] = []) => ({
  Type: "AWS::IAM::Role",
  Properties: {
    AssumeRolePolicyDocument: {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: ["lambda.amazonaws.com"] }, Action: ["sts:AssumeRole"] }],
    },
    Policies: [{ PolicyName: "own", PolicyDocument: { Statement } }],
  },
});
const template = { Resources: { Role: role() }, Outputs: { RoleArn: { Value: { "Fn::GetAtt": ["Role", "Arn"] } } } };
const whoAmI = ({ endpoint, cloud }: RunningCloud, credentials = { accessKeyId: "local", secretAccessKey: "local" }) =>
  new STSClient({ endpoint, region: cloud.region, credentials, maxAttempts: 1 }).send(new GetCallerIdentityCommand());

it("creates a template's resources, says so, and answers", async () => {
  const path = join(folder, "template.json");
  writeFileSync(path, JSON.stringify(template));
  running = await startCloud(options(path));
  expect(running.outputs.RoleArn).toMatch(/^arn:aws:iam::000000000000:role\/stack-Role-[0-9A-F]{12}$/);
  expect(running.created.Role?.attributes.Arn).toBe(running.outputs.RoleArn);
  expect(running.distributions).toEqual([]);
  expect(events).toMatchObject([{ type: "resource-created", logicalId: "Role", resourceType: "AWS::IAM::Role" }]);
  await expect(whoAmI(running)).resolves.toMatchObject({ Arn: "arn:aws:iam::000000000000:root", Account: "000000000000" });
});

it("takes account, region and the operator's credentials as given", async () => {
  const operatorCredentials = { accessKeyId: "me", secretAccessKey: "mine" };
  running = await startCloud({ ...options(template), accountId: "123456789012", region: "eu-west-1", operatorCredentials });
  await expect(whoAmI(running, operatorCredentials)).resolves.toMatchObject({ Account: "123456789012" });
  await expect(whoAmI(running)).rejects.toMatchObject({ name: "InvalidClientTokenId" });
});

it("knows a session from before a restart", async () => {
  running = await startCloud(options(template));
  const credentials = running.cloud.iam.assumeRole(running.outputs.RoleArn ?? "", "lambda.amazonaws.com", "function");
  await running.stop();
  running = await startCloud(options(template));
  await expect(whoAmI(running, credentials)).resolves.toMatchObject({
    Arn: expect.stringMatching(/assumed-role\/stack-Role-\w+\/function$/),
  });
});

it("stops once however often it is asked, and answers no more", async () => {
  running = await startCloud(options(template));
  await Promise.all([running.stop(), running.stop()]);
  await running.stop();
  await expect(whoAmI(running)).rejects.toThrow("ECONNREFUSED");
});

it("shares its state folder with no other", async () => {
  running = await startCloud(options(template));
  await expect(startCloud(options(template))).rejects.toMatchObject({ name: "StateFolderInUse", pid: process.pid });
  await expect(whoAmI(running)).resolves.toBeDefined();
});

describe("what stops it leaves nothing behind:", () => {
  const leavesNothing = async () => {
    expect(readdirSync(join(folder, "state"))).not.toContain("lock");
    running = await startCloud(options(template));
  };

  it("a port in use", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as AddressInfo;
    try {
      await expect(startCloud({ ...options(template), gatewayPort: port })).rejects.toMatchObject({ name: "PortInUse", port });
    } finally {
      await new Promise((resolve) => other.close(resolve));
    }
    await leavesNothing();
  });

  it("a template with what is not supported", async () => {
    const stream = { Resources: { Role: role(), Stream: { Type: "AWS::Kinesis::Stream" } } };
    await expect(startCloud(options(stream))).rejects.toMatchObject({
      name: "UnsupportedTemplate",
      problems: ["Stream (AWS::Kinesis::Stream): the resource type"],
    });
    expect(events).toEqual([]);
    await leavesNothing();
  });

  it("a policy with what is not evaluated", async () => {
    const conditional = {
      Effect: "Allow",
      Action: "s3:*",
      Resource: "*",
      Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } },
    };
    const failure = await startCloud(options({ Resources: { Role: role([conditional]) } })).catch((error: Error) => error);
    expect(failure).toMatchObject({
      name: "UnsupportedTemplate",
      problems: [
        expect.stringMatching(
          /^Role \(AWS::IAM::Role\): a policy of stack-Role-\w+: Statement\[0\]: the condition IpAddress on aws:SourceIp is not evaluated$/,
        ),
      ],
    });
    await leavesNothing();
  });
});

it("is not broken by who watches", async () => {
  const warn = jest.spyOn(process, "emitWarning").mockReturnValue();
  running = await startCloud({
    ...options(template),
    onEvent: () => {
      throw new Error("the watcher fell asleep");
    },
  });
  await expect(whoAmI(running)).resolves.toBeDefined();
  expect(warn).toHaveBeenCalledWith(expect.stringContaining("the watcher fell asleep"));
  warn.mockRestore();
});
