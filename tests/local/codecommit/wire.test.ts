/** Through the whole gateway: a push by git, with credentials it happens to have, reaches SNS; the signed API sees it. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CodeCommitClient, GetDifferencesCommand, GetRepositoryCommand } from "@aws-sdk/client-codecommit";
import { startTestCloud, type TestCloud } from "../support/test-cloud.ts";
import { git, newFolder } from "./support/git-client.ts";

const resources = (policy: boolean) => ({
  Pushes: { Type: "AWS::SNS::Topic", Properties: { TopicName: "pushes" } },
  ...(policy && {
    PushesPolicy: {
      Type: "AWS::SNS::TopicPolicy",
      Properties: {
        Topics: [{ Ref: "Pushes" }],
        PolicyDocument: {
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Principal: { Service: "codecommit.amazonaws.com" },
              Action: "sns:Publish",
              Resource: { Ref: "Pushes" },
              Condition: {
                ArnEquals: { "aws:SourceArn": "arn:aws:codecommit:us-east-1:000000000000:site" },
              },
            },
          ],
        },
      },
    },
  }),
  Site: {
    Type: "AWS::CodeCommit::Repository",
    Properties: {
      RepositoryName: "site",
      Triggers: [{ Name: "push", DestinationArn: { Ref: "Pushes" }, Events: ["all"] }],
    },
  },
});

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition() && waited < 5000; waited += 20) await sleep(20);
}

let cloud: TestCloud | undefined;
let work: string;

beforeEach(async () => {
  work = newFolder();
  await git(work, "init", "-q", "-b", "main");
  mkdirSync(join(work, "docs"));
  writeFileSync(join(work, "docs/große Datei.bin"), Buffer.alloc(2_000_000, "x"));
  await git(work, "add", ".");
  await git(work, "commit", "-q", "-m", "first");
});
afterEach(async () => {
  await cloud?.stop();
  rmSync(work, { recursive: true, force: true });
});

test("a push and what it changed", async () => {
  cloud = await startTestCloud({ resources: resources(true) });
  const { CloneUrlHttp = "", Arn } = cloud.created.Site?.attributes ?? {};
  const withCredentials = CloneUrlHttp.replace("//", "//user:password@");
  await git(work, "-c", "http.postBuffer=100000", "push", "-q", withCredentials, "main");
  const commit = await git(work, "rev-parse", "HEAD");
  expect(cloud.events).toContainEqual({
    type: "push",
    repository: "site",
    reference: "refs/heads/main",
    commit,
    created: true,
    deleted: false,
  });
  const client = new CodeCommitClient(cloud.clientConfig);
  const { repositoryMetadata } = await client.send(new GetRepositoryCommand({ repositoryName: "site" }));
  expect(repositoryMetadata).toMatchObject({
    Arn,
    cloneUrlHttp: CloneUrlHttp,
    defaultBranch: "main",
    repositoryId: cloud.created.Site?.ref,
  });
  const answer = await client.send(new GetDifferencesCommand({ repositoryName: "site", afterCommitSpecifier: commit }));
  expect(answer.differences?.map(({ afterBlob }) => afterBlob?.path)).toEqual(["docs/große Datei.bin"]);
  await expect(client.send(new GetRepositoryCommand({ repositoryName: "other" }))).rejects.toMatchObject({
    name: "RepositoryDoesNotExistException",
  });
  client.destroy();
  const clone = newFolder();
  await git(clone, "clone", "-q", CloneUrlHttp, ".");
  expect(await git(clone, "rev-parse", "HEAD")).toBe(commit);
  rmSync(clone, { recursive: true });
  await sleep(50);
  expect(cloud.events.filter(({ type }) => type === "delivery-failed")).toEqual([]);
});

test("without the topic's policy the push is taken, and the trigger's failure is told", async () => {
  const running = await startTestCloud({ resources: resources(false) });
  cloud = running;
  await git(work, "push", "-q", running.created.Site?.attributes.CloneUrlHttp ?? "", "main");
  await until(() => running.events.some(({ type }) => type === "delivery-failed"));
  expect(running.events).toContainEqual(
    expect.objectContaining({
      type: "delivery-failed",
      from: running.created.Site?.attributes.Arn,
      to: running.created.Pushes?.ref,
    }),
  );
});
