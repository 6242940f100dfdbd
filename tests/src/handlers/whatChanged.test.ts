import {
  CodeCommitClient,
  CommitIdDoesNotExistException,
  FileDoesNotExistException,
  GetCommitCommand,
  GetDifferencesCommand,
  GetFileCommand,
} from "@aws-sdk/client-codecommit";
import { DescribeImagesCommand, ECRClient, ImageNotFoundException, RepositoryNotFoundException } from "@aws-sdk/client-ecr";
import { mockClient } from "aws-sdk-client-mock";
import { MissingConfiguration } from "../../../src/errors.ts";
import { handler } from "../../../src/handlers/whatChanged.ts";
import { contentTag, IMAGE_FILES } from "../../../src/rules/image.ts";
import { catchOutput, context, withEnvironment } from "../support/lambda.ts";
import { COMMIT, stateWith } from "../support/states.ts";

const PARENT = "1".repeat(40);
const codeCommit = mockClient(CodeCommitClient);
const registry = mockClient(ECRClient);
const input = stateWith();
const tag = contentTag(new Map(IMAGE_FILES.map((file) => [file, `blob of ${file}`])));
catchOutput();
withEnvironment({ SITE_IMAGE: "own", IMAGE_REPOSITORY: "lectern-dev-site" });

const differences = (...paths: string[]) => paths.map((path) => ({ afterBlob: { path }, beforeBlob: { path } }));
const imageNotFound = new ImageNotFoundException({ message: "no such image", $metadata: {} });

beforeEach(() => {
  codeCommit.reset();
  registry.reset();
  codeCommit.on(GetCommitCommand).resolves({ commit: { parents: [PARENT], message: "Write about queues\n\nAnd more." } });
  codeCommit.on(GetDifferencesCommand).resolves({ differences: differences("a.md") });
  codeCommit.on(GetFileCommand).callsFake(async ({ filePath }) => ({ blobId: `blob of ${filePath}` }));
  registry.on(DescribeImagesCommand).resolves({ imageDetails: [{}] });
});

it("adds what the commit changed, its summary and its image, and keeps what it was given", async () => {
  await expect(handler(input, context)).resolves.toEqual({
    ...input,
    summary: "Write about queues",
    message: "1 file changed: a.md",
    contentTag: tag,
    hasDocker: false,
  });
  expect(registry.commandCalls(DescribeImagesCommand)[0]?.args[0].input).toEqual({
    repositoryName: "lectern-dev-site",
    imageIds: [{ imageTag: tag }],
  });
});

it("has Docker when the registry lacks the image, though the commit touched nothing of it", async () => {
  registry.on(DescribeImagesCommand).rejects(imageNotFound);
  await expect(handler(input, context)).resolves.toMatchObject({ hasDocker: true, contentTag: tag });
});

it("has no Docker when the registry has the image, though the commit touched the Dockerfile", async () => {
  codeCommit.on(GetDifferencesCommand).resolves({ differences: differences("website/Dockerfile") });
  await expect(handler(input, context)).resolves.toMatchObject({ hasDocker: false });
});

it("reads the image's files at the commit, and knows one that is not there", async () => {
  registry.on(DescribeImagesCommand).rejects(imageNotFound);
  const [absent] = IMAGE_FILES;
  const gone = new FileDoesNotExistException({ message: "no such file", $metadata: {} });
  codeCommit.on(GetFileCommand, { filePath: absent }).rejects(gone);
  const { contentTag: other } = await handler(input, context);
  expect(other).toMatch(/^content-/);
  expect(other).not.toBe(tag);
  const asked = codeCommit.commandCalls(GetFileCommand).map(({ args }) => args[0].input);
  expect(asked).toEqual(IMAGE_FILES.map((filePath) => ({ repositoryName: "website", commitSpecifier: COMMIT, filePath })));
});

it("has Docker when the registry answers without an image", async () => {
  registry.on(DescribeImagesCommand).resolves({});
  await expect(handler(input, context)).resolves.toMatchObject({ hasDocker: true });
});

it("asks neither for files nor for an image when the site is built in CodeBuild's own", async () => {
  process.env.SITE_IMAGE = "standard";
  const state = await handler(input, context);
  expect(state).toMatchObject({ hasDocker: false, message: "1 file changed: a.md" });
  expect(state).not.toHaveProperty("contentTag");
  expect(codeCommit.commandCalls(GetFileCommand)).toEqual([]);
  expect(registry.calls()).toEqual([]);
});

describe("the differences", () => {
  const asked = () => codeCommit.commandCalls(GetDifferencesCommand).map(({ args }) => args[0].input);

  it("are against the parent", async () => {
    await handler(input, context);
    expect(asked()).toMatchObject([{ repositoryName: "website", beforeCommitSpecifier: PARENT, afterCommitSpecifier: COMMIT }]);
  });

  it("are against the first parent of a merge", async () => {
    const merge = { parents: [PARENT, "2".repeat(40)], message: "" };
    codeCommit.on(GetCommitCommand, { repositoryName: "website", commitId: COMMIT }).resolves({ commit: merge });
    await expect(handler(input, context)).resolves.toMatchObject({ summary: "" });
    expect(asked()).toMatchObject([{ beforeCommitSpecifier: PARENT }]);
  });

  it.each([[[]], [undefined]])("of a first commit, whose parents are %j, are against nothing", async (parents) => {
    codeCommit.on(GetCommitCommand).resolves({ commit: { ...(parents && { parents }), message: "Begin" } });
    codeCommit.on(GetDifferencesCommand).resolves({ differences: [{ afterBlob: { path: "README.md" } }] });
    await expect(handler(input, context)).resolves.toMatchObject({ message: "1 file changed: README.md" });
    expect(asked()[0]).not.toHaveProperty("beforeCommitSpecifier");
  });

  it.each([
    ["an added file", { afterBlob: { path: "new.md" }, changeType: "A" }, "1 file changed: new.md"],
    ["a changed file", { beforeBlob: { path: "a.md" }, afterBlob: { path: "a.md" }, changeType: "M" }, "1 file changed: a.md"],
    ["a deleted file", { beforeBlob: { path: "old.md" }, changeType: "D" }, "1 file changed: old.md"],
    [
      "a renamed file, by its new name",
      { beforeBlob: { path: "old.md" }, afterBlob: { path: "new.md" }, changeType: "M" },
      "1 file changed: new.md",
    ],
  ] as const)("name %s", async (_what, difference, message) => {
    codeCommit.on(GetDifferencesCommand).resolves({ differences: [difference] });
    await expect(handler(input, context)).resolves.toMatchObject({ message });
  });

  it.each([["none"], ["a list that is missing"]])("of a commit that changes nothing are %s", async (what) => {
    codeCommit.on(GetDifferencesCommand).resolves(what === "none" ? { differences: [] } : {});
    await expect(handler(input, context)).resolves.toMatchObject({ message: "No files changed", hasDocker: false });
  });

  it("are read to their last page", async () => {
    codeCommit
      .on(GetDifferencesCommand)
      .resolves({ differences: differences("a.md", "b.md"), NextToken: "2" })
      .on(GetDifferencesCommand, { NextToken: "2" })
      .resolves({ NextToken: "3" })
      .on(GetDifferencesCommand, { NextToken: "3" })
      .resolves({ differences: [{ beforeBlob: { path: "gone.md" } }] });
    await expect(handler(input, context)).resolves.toMatchObject({ message: "3 files changed: a.md, b.md and 1 more" });
  });
});

it.each([
  [
    "the commit",
    () => codeCommit.on(GetCommitCommand).rejects(new CommitIdDoesNotExistException({ message: "no", $metadata: {} })),
  ],
  ["a file", () => codeCommit.on(GetFileCommand).rejects(new Error("no"))],
  [
    "the registry",
    () => registry.on(DescribeImagesCommand).rejects(new RepositoryNotFoundException({ message: "no", $metadata: {} })),
  ],
])("passes on that it can't read %s", async (_what, break_) => {
  break_();
  await expect(handler(input, context)).rejects.toThrow("no");
});

it.each(["SITE_IMAGE", "IMAGE_REPOSITORY"])("names the missing %s", async (name) => {
  delete process.env[name];
  await expect(handler(input, context)).rejects.toThrow(MissingConfiguration);
});
