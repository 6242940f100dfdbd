/** CloudFormation over the wire, by the SDK's own client. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { type RunningCloud, startCloud } from "../../../local/index.ts";

let folder: string;
let cloud: RunningCloud;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "cloudformation-"));
  cloud = await startCloud({
    template: {
      Description: "A stack",
      Conditions: { Never: { "Fn::Equals": ["a", "b"] } },
      Resources: {
        Queue: { Type: "AWS::SQS::Queue", Properties: { QueueName: "work" } },
        Reader: {
          Type: "AWS::IAM::Role",
          Properties: {
            RoleName: "reader",
            AssumeRolePolicyDocument: {
              Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
            },
            Policies: [
              {
                PolicyName: "read",
                PolicyDocument: {
                  Statement: [{ Effect: "Allow", Action: "cloudformation:DescribeStacks", Resource: { Ref: "AWS::StackId" } }],
                },
              },
            ],
          },
        },
      },
      Outputs: {
        QueueUrl: { Description: "Where <work> waits", Value: { Ref: "Queue" } },
        StackId: { Value: { Ref: "AWS::StackId" } },
        Other: { Condition: "Never", Value: "no" },
      },
    },
    assetsFolder: folder,
    stateFolder: join(folder, "state"),
    stackName: "shop-dev",
    gatewayPort: 0,
  });
}, 30_000);
afterAll(async () => {
  await cloud.stop();
  rmSync(folder, { recursive: true });
});

const root = { accessKeyId: "local", secretAccessKey: "local" };
const describeStacks = (StackName?: string, credentials = root) =>
  new CloudFormationClient({ endpoint: cloud.endpoint, region: "us-east-1", credentials, maxAttempts: 1 }).send(
    new DescribeStacksCommand({ StackName }),
  );

test("the stack tells its outputs by its name, by its id, and when no stack is named", async () => {
  const stack = {
    StackName: "shop-dev",
    StackId: cloud.outputs.StackId,
    Description: "A stack",
    StackStatus: "CREATE_COMPLETE",
    CreationTime: expect.any(Date),
    Outputs: [
      { OutputKey: "QueueUrl", OutputValue: cloud.outputs.QueueUrl, Description: "Where <work> waits" },
      { OutputKey: "StackId", OutputValue: cloud.outputs.StackId },
    ],
  };
  expect(cloud.outputs.StackId).toMatch(/^arn:aws:cloudformation:us-east-1:000000000000:stack\/shop-dev\/[0-9a-f-]{36}$/);
  for (const named of ["shop-dev", cloud.outputs.StackId, undefined])
    expect((await describeStacks(named)).Stacks).toMatchObject([stack]);
});

test("no other stack is known", async () => {
  await expect(describeStacks("shop-prod")).rejects.toMatchObject({
    name: "ValidationError",
    message: "Stack with id shop-prod does not exist",
  });
});

test("a role needs the permission on the stack", async () => {
  const reader = cloud.cloud.iam.assumeRole("arn:aws:iam::000000000000:role/reader", "lambda.amazonaws.com", "test");
  expect((await describeStacks("shop-dev", reader)).Stacks).toHaveLength(1);
  await expect(describeStacks("shop-prod", reader)).rejects.toMatchObject({ name: "AccessDenied" });
});
