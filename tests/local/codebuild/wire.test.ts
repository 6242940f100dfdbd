/** Through the whole gateway, with real roles: a pushed commit is built, logged and its artifacts stored as the service role. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CloudWatchLogsClient, GetLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { BatchGetBuildsCommand, type Build, CodeBuildClient, StartBuildCommand } from "@aws-sdk/client-codebuild";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { git } from "../codecommit/support/git-client.ts";
import { startTestCloud, type TestCloud } from "../support/test-cloud.ts";
import { context, spec } from "./support/harness.ts";

const allow = (Action: string[], Resource: string) => ({ Effect: "Allow", Action, Resource });
const statements = {
  logs: allow(["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"], "*"),
  source: allow(["codecommit:GitPull"], "arn:aws:codecommit:us-east-1:000000000000:site"),
  artifacts: allow(["s3:PutObject"], "arn:aws:s3:::artifacts/*"),
};

const resources = (role: readonly object[]) => ({
  Site: { Type: "AWS::CodeCommit::Repository", Properties: { RepositoryName: "site" } },
  Artifacts: { Type: "AWS::S3::Bucket", Properties: { BucketName: "artifacts" } },
  Role: {
    Type: "AWS::IAM::Role",
    Properties: {
      AssumeRolePolicyDocument: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: "codebuild.amazonaws.com" }, Action: "sts:AssumeRole" }],
      },
      Policies: [{ PolicyName: "build", PolicyDocument: { Version: "2012-10-17", Statement: role } }],
    },
  },
  Project: {
    Type: "AWS::CodeBuild::Project",
    Properties: {
      Name: "site",
      ServiceRole: { "Fn::GetAtt": ["Role", "Arn"] },
      Source: { Type: "CODECOMMIT", Location: "https://git-codecommit.us-east-1.amazonaws.com/v1/repos/site" },
      Artifacts: { Type: "S3", Location: { Ref: "Artifacts" }, Name: "/" },
      Environment: { Type: "LINUX_CONTAINER", ComputeType: "BUILD_GENERAL1_SMALL", Image: "aws/codebuild/standard:7.0" },
    },
  },
});

let cloud: TestCloud;
let work: string;

beforeEach(async () => {
  work = mkdtempSync(join(tmpdir(), "work-"));
  await git(work, "init", "-q", "-b", "main");
  writeFileSync(
    join(work, "buildspec.yml"),
    spec({ build: ["echo page > index.html"] }, { artifacts: { files: ["index.html"] } }),
  );
  await git(work, "add", ".");
  await git(work, "commit", "-q", "-m", "first");
});
afterEach(async () => {
  await cloud.stop();
  rmSync(work, { recursive: true, force: true });
});

async function build(): Promise<Build> {
  await git(work, "push", "-q", cloud.created.Site?.attributes.CloneUrlHttp ?? "", "main");
  const client = new CodeBuildClient(cloud.clientConfig);
  const started = await client.send(new StartBuildCommand({ projectName: "site", sourceVersion: "main" }));
  for (;;) {
    const { builds } = await client.send(new BatchGetBuildsCommand({ ids: [started.build?.id ?? ""] }));
    const found = builds?.[0];
    if (found?.buildComplete) {
      client.destroy();
      return found;
    }
    await sleep(20);
  }
}

test("a build of a pushed commit", async () => {
  cloud = await startTestCloud({ resources: resources(Object.values(statements)) });
  const result = await build();
  expect(result.phases?.flatMap(({ contexts }) => contexts ?? []).filter(({ message }) => message)).toEqual([]);
  expect(result.buildStatus).toBe("SUCCEEDED");
  expect(result.resolvedSourceVersion).toBe(await git(work, "rev-parse", "HEAD"));
  const logs = new CloudWatchLogsClient(cloud.clientConfig);
  const { groupName: logGroupName, streamName: logStreamName } = result.logs ?? {};
  const { events } = await logs.send(new GetLogEventsCommand({ logGroupName, logStreamName, startFromHead: true }));
  expect(events?.map(({ message }) => message).join("\n")).toContain("Running command echo page > index.html");
  const s3 = new S3Client({ ...cloud.clientConfig, forcePathStyle: true });
  const object = await s3.send(new GetObjectCommand({ Bucket: "artifacts", Key: "index.html" }));
  expect(await object.Body?.transformToString()).toBe("page\n");
  logs.destroy();
  s3.destroy();
});

test.each([
  ["logs", "DOWNLOAD_SOURCE", "ACCESS_DENIED", "CloudWatch Logs"],
  ["source", "DOWNLOAD_SOURCE", "ACCESS_DENIED", "codecommit:GitPull"],
  ["artifacts", "UPLOAD_ARTIFACTS", "CLIENT_ERROR", "s3:PutObject"],
])("without the role's statement for %s", async (missing, phase, statusCode, message) => {
  const others = Object.entries(statements).filter(([name]) => name !== missing);
  cloud = await startTestCloud({ resources: resources(others.map(([, statement]) => statement)) });
  const result = await build();
  expect(result.buildStatus).toBe("FAILED");
  expect(context(result, phase)).toEqual({ statusCode, message: expect.stringContaining(message) });
});
