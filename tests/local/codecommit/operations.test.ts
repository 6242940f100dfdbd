/** The signed API, asked by the SDK's own client. */
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  CodeCommitClient,
  type Difference,
  GetBlobCommand,
  GetBranchCommand,
  GetCommitCommand,
  GetDifferencesCommand,
  GetFileCommand,
  GetFolderCommand,
  GetRepositoryCommand,
  ListBranchesCommand,
  ListPullRequestsCommand,
  ListRepositoriesCommand,
} from "@aws-sdk/client-codecommit";
import { createCodeCommit } from "../../../local/services/codecommit/index.ts";
import { createFakeCloud, type FakeCloud } from "./support/fake-cloud.ts";
import { git, newFolder } from "./support/git-client.ts";
import { type Served, serve } from "./support/serve.ts";

let fake: FakeCloud;
let server: Served;
let service: ReturnType<typeof createCodeCommit>;
let client: CodeCommitClient;
let work: string;
const commits: string[] = [];

const repositoryName = "site";
const odd = ['a "quoted" name', "tab\there", "new\nline", "Übergröße/ñ.md", "-dash", "*?[x]", ":(top)colon", "back\\slash"];

function write(file: string, content: string): void {
  mkdirSync(dirname(join(work, file)), { recursive: true });
  writeFileSync(join(work, file), content);
}

async function commit(message: string): Promise<void> {
  await git(work, "add", "-A");
  await git(work, "commit", "-q", "-m", message);
  commits.push(await git(work, "rev-parse", "HEAD"));
}

beforeAll(async () => {
  fake = createFakeCloud();
  service = createCodeCommit(fake.cloud);
  server = await serve(service, fake.cloud);
  fake.set({ endpoint: server.endpoint });
  client = new CodeCommitClient(server.clientConfig);
  const [type] = service.resourceTypes;
  const apply = (RepositoryName: string) =>
    type?.apply(
      {
        logicalId: "R",
        generatedName: "x",
        properties: type.properties.parse({ RepositoryName, RepositoryDescription: "The site" }),
      },
      fake.cloud,
    );
  await apply(repositoryName);
  await apply("empty");
  work = newFolder();
  await git(work, "init", "-q", "-b", "main");
  for (const name of odd) write(name, name);
  write("docs/run.sh", "#!/bin/sh\n");
  chmodSync(join(work, "docs/run.sh"), 0o755);
  symlinkSync("run.sh", join(work, "docs/link"));
  write("docs/deep/er.md", "deeper");
  await commit("First\n\nwith a body");
  rmSync(join(work, "-dash"));
  await git(work, "mv", "docs/deep/er.md", "docs/moved.md");
  write("docs/run.sh", "#!/bin/bash\n");
  await commit("Second");
  await git(work, "checkout", "-q", "-b", "side", "HEAD~1");
  write("side", "side");
  await commit("Side");
  await git(work, "checkout", "-q", "main");
  await git(work, "merge", "-q", "--no-ff", "-m", "Merge", "side");
  commits.push(await git(work, "rev-parse", "HEAD"));
  await git(work, "tag", "-a", "-m", "annotated", "v1");
  await git(work, "push", "-q", `${server.endpoint}/v1/repos/site`, "main", "side", "v1");
});

afterAll(async () => {
  client.destroy();
  await service.stop?.();
  await server.close();
  fake.remove();
  rmSync(work, { recursive: true, force: true });
});

/** All pages, and how many there were. */
async function allDifferences(input: { beforeCommitSpecifier?: string; afterCommitSpecifier: string }, MaxResults?: number) {
  const found: Difference[] = [];
  let pages = 0;
  let NextToken: string | undefined;
  do {
    const page = await client.send(
      new GetDifferencesCommand({ repositoryName, ...input, ...(MaxResults && { MaxResults }), ...(NextToken && { NextToken }) }),
    );
    found.push(...(page.differences ?? []));
    NextToken = page.NextToken;
    pages++;
  } while (NextToken !== undefined);
  return { found, pages };
}

test("repositories", async () => {
  const { repositories } = await client.send(new ListRepositoriesCommand({}));
  expect(repositories?.map(({ repositoryName: name }) => name)).toEqual(["empty", "site"]);
  const { repositoryMetadata } = await client.send(new GetRepositoryCommand({ repositoryName }));
  expect(repositoryMetadata).toEqual({
    accountId: "123456789012",
    Arn: "arn:aws:codecommit:eu-central-1:123456789012:site",
    cloneUrlHttp: `${server.endpoint}/v1/repos/site`,
    cloneUrlSsh: "ssh://git-codecommit.eu-central-1.amazonaws.com/v1/repos/site",
    creationDate: expect.any(Date),
    defaultBranch: "main",
    lastModifiedDate: expect.any(Date),
    repositoryDescription: "The site",
    repositoryId: repositories?.[1]?.repositoryId,
    repositoryName: "site",
  });
  const empty = await client.send(new GetRepositoryCommand({ repositoryName: "empty" }));
  expect(empty.repositoryMetadata?.defaultBranch).toBeUndefined();
});

test("branches", async () => {
  expect((await client.send(new ListBranchesCommand({ repositoryName }))).branches).toEqual(["main", "side"]);
  expect((await client.send(new ListBranchesCommand({ repositoryName: "empty" }))).branches).toEqual([]);
  const { branch } = await client.send(new GetBranchCommand({ repositoryName, branchName: "side" }));
  expect(branch).toEqual({ branchName: "side", commitId: commits[2] });
});

test("a commit, with its parents in order", async () => {
  const first = await client.send(new GetCommitCommand({ repositoryName, commitId: commits[0] }));
  const person = { name: "Ada", email: "ada@example.com", date: "1700000000 +0100" };
  expect(first.commit).toEqual({
    commitId: commits[0],
    treeId: await git(work, "rev-parse", `${commits[0]}^{tree}`),
    parents: [],
    author: person,
    committer: person,
    message: "First\n\nwith a body\n",
    additionalData: "",
  });
  const merge = await client.send(new GetCommitCommand({ repositoryName, commitId: commits[3] }));
  expect(merge.commit?.parents).toEqual([commits[1], commits[2]]);
});

test("differences without a commit before are additions, whatever the paths are called", async () => {
  const { found } = await allDifferences({ afterCommitSpecifier: String(commits[0]) });
  expect(found.map(({ afterBlob }) => afterBlob?.path).sort()).toEqual(
    [...odd, "docs/run.sh", "docs/link", "docs/deep/er.md"].sort(),
  );
  expect(found.every(({ changeType, beforeBlob }) => changeType === "A" && beforeBlob === undefined)).toBe(true);
});

test("a rename is a deletion and an addition of one blob", async () => {
  const { found } = await allDifferences({
    beforeCommitSpecifier: String(commits[0]),
    afterCommitSpecifier: String(commits[1]),
  });
  const moved = await git(work, "rev-parse", `${commits[1]}:docs/moved.md`);
  const blob = { blobId: moved, mode: "100644" };
  expect(found.map(({ changeType, beforeBlob, afterBlob }) => [changeType, beforeBlob?.path, afterBlob?.path])).toEqual([
    ["D", "-dash", undefined],
    ["D", "docs/deep/er.md", undefined],
    ["A", undefined, "docs/moved.md"],
    ["M", "docs/run.sh", "docs/run.sh"],
  ]);
  expect(found[1]?.beforeBlob).toEqual({ ...blob, path: "docs/deep/er.md" });
  expect(found[2]?.afterBlob).toEqual({ ...blob, path: "docs/moved.md" });
  expect(found[3]?.beforeBlob?.mode).toBe("100755");
});

test("pages cover everything once, and a token goes only with its commits", async () => {
  const input = { afterCommitSpecifier: "main" };
  const whole = await allDifferences(input);
  const paged = await allDifferences(input, 3);
  expect(paged.found).toEqual(whole.found);
  expect(paged.pages).toBe(Math.ceil(whole.found.length / 3));
  const { NextToken } = await client.send(new GetDifferencesCommand({ repositoryName, ...input, MaxResults: 3 }));
  await expect(
    client.send(new GetDifferencesCommand({ repositoryName, afterCommitSpecifier: "side", NextToken })),
  ).rejects.toMatchObject({ name: "InvalidContinuationTokenException" });
});

test("differences below a path", async () => {
  const answer = await client.send(
    new GetDifferencesCommand({
      repositoryName,
      beforeCommitSpecifier: commits[0],
      afterCommitSpecifier: commits[1],
      beforePath: "docs/deep",
    }),
  );
  expect(answer.differences?.map(({ beforeBlob }) => beforeBlob?.path)).toEqual(["docs/deep/er.md"]);
});

test.each(odd)("the file %j", async (filePath) => {
  const file = await client.send(new GetFileCommand({ repositoryName, filePath, commitSpecifier: commits[0] }));
  expect(file).toMatchObject({ commitId: commits[0], filePath, fileMode: "NORMAL", fileSize: Buffer.byteLength(filePath) });
  expect(Buffer.from(file.fileContent ?? []).toString()).toBe(filePath);
  const { content } = await client.send(new GetBlobCommand({ repositoryName, blobId: file.blobId }));
  expect(Buffer.from(content ?? []).toString()).toBe(filePath);
});

test("commit specifiers: a branch, an annotated tag, a full reference, HEAD by default", async () => {
  for (const commitSpecifier of ["main", "v1", "refs/heads/main", "HEAD", undefined]) {
    const file = await client.send(new GetFileCommand({ repositoryName, filePath: "/docs/run.sh", commitSpecifier }));
    expect(file).toMatchObject({ commitId: commits[3], fileMode: "EXECUTABLE" });
  }
});

test("a folder", async () => {
  const root = await client.send(new GetFolderCommand({ repositoryName, folderPath: "/", commitSpecifier: commits[0] }));
  expect(root.subFolders?.map(({ absolutePath }) => absolutePath)).toEqual(["docs", "Übergröße"]);
  const docs = await client.send(new GetFolderCommand({ repositoryName, folderPath: "docs/", commitSpecifier: commits[0] }));
  expect(docs).toMatchObject({
    commitId: commits[0],
    folderPath: "docs",
    treeId: await git(work, "rev-parse", `${commits[0]}:docs`),
    subFolders: [{ absolutePath: "docs/deep", relativePath: "deep" }],
    files: [{ absolutePath: "docs/run.sh", relativePath: "run.sh", fileMode: "EXECUTABLE" }],
    symbolicLinks: [{ absolutePath: "docs/link", relativePath: "link", fileMode: "SYMLINK" }],
    subModules: [],
  });
});

const nothing = "0123456789012345678901234567890123456789";
test.each([
  [new GetRepositoryCommand({ repositoryName: "nope" }), "RepositoryDoesNotExistException", "nope does not exist"],
  [new GetRepositoryCommand({ repositoryName: "../x" }), "InvalidRepositoryNameException", "../x"],
  [new GetRepositoryCommand({ repositoryName: "" }), "RepositoryNameRequiredException", "required"],
  [new GetBranchCommand({ repositoryName, branchName: "nope" }), "BranchDoesNotExistException", "nope"],
  [new GetBranchCommand({ repositoryName, branchName: "" }), "BranchNameRequiredException", "required"],
  [new GetCommitCommand({ repositoryName, commitId: "main" }), "InvalidCommitIdException", "main"],
  [new GetCommitCommand({ repositoryName, commitId: nothing }), "CommitIdDoesNotExistException", nothing],
  [new GetCommitCommand({ repositoryName, commitId: "" }), "CommitIdRequiredException", "required"],
  [new GetDifferencesCommand({ repositoryName, afterCommitSpecifier: "nope" }), "CommitDoesNotExistException", "nope"],
  [new GetDifferencesCommand({ repositoryName, afterCommitSpecifier: "--all" }), "CommitDoesNotExistException", "--all"],
  [new GetDifferencesCommand({ repositoryName, afterCommitSpecifier: "" }), "CommitRequiredException", "required"],
  [new GetDifferencesCommand({ repositoryName, afterCommitSpecifier: "main", MaxResults: 0 }), "InvalidMaxResultsException", ""],
  [new GetFileCommand({ repositoryName, filePath: "nope" }), "FileDoesNotExistException", "nope"],
  [new GetFileCommand({ repositoryName, filePath: "docs" }), "FileDoesNotExistException", "docs"],
  [new GetFileCommand({ repositoryName, filePath: "a/../b" }), "InvalidPathException", "a/../b"],
  [new GetFileCommand({ repositoryName: "empty", filePath: "a" }), "CommitDoesNotExistException", "HEAD"],
  [new GetFolderCommand({ repositoryName, folderPath: "nope" }), "FolderDoesNotExistException", "nope"],
  [new GetFolderCommand({ repositoryName, folderPath: "side" }), "FolderDoesNotExistException", "side"],
  [new GetBlobCommand({ repositoryName, blobId: nothing }), "BlobIdDoesNotExistException", nothing],
  [new GetBlobCommand({ repositoryName, blobId: "x" }), "InvalidBlobIdException", "x"],
])("refusal %#", async (command, name, message) => {
  await expect(client.send(command as GetRepositoryCommand)).rejects.toMatchObject({
    name,
    message: expect.stringContaining(message),
  });
});

test("what is not run is an unknown operation", async () => {
  await expect(client.send(new ListPullRequestsCommand({ repositoryName }))).rejects.toMatchObject({
    name: "UnknownOperationException",
    message: expect.stringContaining("ListPullRequests"),
  });
});
