import type { Call, Operation } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import { fileMode } from "../git/file-mode.ts";
import { listTree, type TreeEntry } from "../git/list-tree.ts";
import { resolveTree } from "../git/resolve-tree.ts";
import type { Repositories } from "../repositories.ts";
import { commitOf, normalPath, type RepositoryInput } from "./input.ts";

interface Input extends RepositoryInput {
  readonly commitSpecifier?: string;
  readonly folderPath?: string;
}

/** https://docs.aws.amazon.com/codecommit/latest/APIReference/API_GetFolder.html */
export function getFolder(repositories: Repositories): Operation<Input> {
  return {
    action: "codecommit:GetFolder",
    resource: (input) => repositories.arn(input.repositoryName ?? ""),
    async run({ input }: Call<Input>) {
      const { repositoryName } = repositories.get(input.repositoryName);
      const gitPath = repositories.gitPath(repositoryName);
      if (input.folderPath === undefined) throw new AwsError("PathRequiredException", "A folder path is required.");
      const folderPath = normalPath(input.folderPath);
      const commitId = await commitOf(gitPath, input.commitSpecifier ?? "HEAD");
      const treeId = await resolveTree(gitPath, commitId, folderPath);
      if (treeId === undefined) {
        throw new AwsError("FolderDoesNotExistException", `The specified folder does not exist: ${input.folderPath}`);
      }
      const entries = await listTree(gitPath, treeId);
      const place = ({ path }: TreeEntry) => ({
        absolutePath: folderPath === "" ? path : `${folderPath}/${path}`,
        relativePath: path,
      });
      const file = (entry: TreeEntry) => ({ blobId: entry.id, ...place(entry), fileMode: fileMode(entry.mode) });
      return {
        commitId,
        folderPath,
        treeId,
        subFolders: entries.filter(({ type }) => type === "tree").map((entry) => ({ treeId: entry.id, ...place(entry) })),
        files: entries.filter(({ type, mode }) => type === "blob" && mode !== "120000").map(file),
        symbolicLinks: entries.filter(({ mode }) => mode === "120000").map(file),
        subModules: entries.filter(({ type }) => type === "commit").map((entry) => ({ commitId: entry.id, ...place(entry) })),
      };
    },
  };
}
