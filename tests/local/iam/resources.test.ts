/** Roles and policies of a template, as their sessions feel them. */

import { ListTopicsCommand, SNSClient } from "@aws-sdk/client-sns";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { startTestCloud, type TestCloud } from "../support/test-cloud.ts";

const trust = {
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
};
const listTopics = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "sns:ListTopics", Resource: "*" }] };
const role = (properties: object) => ({ Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: trust, ...properties } });

let test: TestCloud | undefined;
afterEach(async () => {
  await test?.stop();
  test = undefined;
});
const arnOf = (logicalId: string) => test?.created[logicalId]?.attributes.Arn ?? "";
const list = (logicalId: string) => new SNSClient({ ...test?.as(arnOf(logicalId)) }).send(new ListTopicsCommand({}));

it("gives a role what its own and its attached policies allow, and no other", async () => {
  test = await startTestCloud({
    resources: {
      Inline: role({ RoleName: "inline", Path: "/app/", Policies: [{ PolicyName: "list", PolicyDocument: listTopics }] }),
      Attached: role({}),
      Policy: {
        Type: "AWS::IAM::Policy",
        Properties: { PolicyName: "list", PolicyDocument: listTopics, Roles: [{ Ref: "Attached" }] },
      },
      Bare: role({ MaxSessionDuration: "3600", Description: "d", Tags: [{ Key: "k", Value: "v" }] }),
    },
  });
  expect(test.created.Inline).toMatchObject({ ref: "inline", attributes: { Arn: "arn:aws:iam::000000000000:role/app/inline" } });
  await expect(list("Inline")).resolves.toMatchObject({ Topics: [] });
  await expect(list("Attached")).resolves.toMatchObject({ Topics: [] });
  await expect(list("Bare")).rejects.toMatchObject({ name: "AuthorizationErrorException" });
  await expect(new STSClient(test.as(arnOf("Inline"))).send(new GetCallerIdentityCommand())).resolves.toMatchObject({
    Arn: "arn:aws:sts::000000000000:assumed-role/inline/test-session",
    Account: "000000000000",
  });
});

it("knows the managed policy for a function's logs", async () => {
  const arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";
  test = await startTestCloud({ resources: { Logs: role({ ManagedPolicyArns: [arn] }) } });
  const principal = { kind: "role", roleArn: arnOf("Logs"), sessionName: "s" } as const;
  expect(test.cloud.iam.allows({ principal, action: "logs:PutLogEvents", resource: "arn:aws:logs:::x" })).toBe(true);
  expect(test.cloud.iam.allows({ principal, action: "logs:DeleteLogGroup", resource: "arn:aws:logs:::x" })).toBe(false);
});

it.each([
  [
    "another managed policy",
    { ManagedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"] },
    "the managed policy arn:aws:iam::aws:policy/AdministratorAccess is not known",
  ],
  ["a boundary", { PermissionsBoundary: "arn:x" }, "property PermissionsBoundary is not supported"],
  ["a name of other characters", { RoleName: "a b" }, "property RoleName"],
])("refuses %s", async (_, properties, problem) => {
  await expect(startTestCloud({ resources: { Role: role(properties) } })).rejects.toMatchObject({
    name: "UnsupportedTemplate",
    problems: [expect.stringContaining(problem)],
  });
});
