import type { Call, Operation } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import { fileMode } from "../git/file-mode.ts";
import { listTree } from "../git/list-tree.ts";
import { readObject } from "../git/read-object.ts";
import type { Repositories } from "../repositories.ts";
import { commitOf, normalPath, type RepositoryInput, required } from "./input.ts";

interface Input extends RepositoryInput {
  readonly commitSpecifier?: string;
  readonly filePath?: string;
}

const LARGEST_FILE = 6 * 1024 * 1024;

/** https://docs.aws.amazon.com/codecommit/latest/APIReference/API_GetFile.html */
export function getFile(repositories: Repositories): Operation<Input> {
  return {
    action: "codecommit:GetFile",
    resource: (input) => repositories.arn(input.repositoryName ?? ""),
    async run({ input }: Call<Input>) {
      const { repositoryName } = repositories.get(input.repositoryName);
      const gitPath = repositories.gitPath(repositoryName);
      const filePath = normalPath(required(input.filePath, "PathRequiredException", "A file path"));
      const commitId = await commitOf(gitPath, input.commitSpecifier ?? "HEAD");
      const [entry] = await listTree(gitPath, commitId, filePath);
      const blob = entry?.type === "blob" ? await readObject(gitPath, entry.id) : undefined;
      if (entry === undefined || blob === undefined) {
        throw new AwsError("FileDoesNotExistException", `The specified file does not exist: ${filePath}`);
      }
      if (blob.content.length > LARGEST_FILE) {
        throw new AwsError("FileTooLargeException", "The specified file exceeds the file size limit for AWS CodeCommit (6 MB).");
      }
      return {
        commitId,
        blobId: entry.id,
        filePath,
        fileMode: fileMode(entry.mode),
        fileSize: blob.content.length,
        fileContent: blob.content.toString("base64"),
      };
    },
  };
}
