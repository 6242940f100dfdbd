import {
  CodeCommitClient,
  FileDoesNotExistException,
  GetCommitCommand,
  GetFileCommand,
  paginateGetDifferences,
} from "@aws-sdk/client-codecommit";

const client = new CodeCommitClient({});

/** The commit's parents (none for a first commit) and its message. */
export async function getCommit(
  repositoryName: string,
  commitId: string,
): Promise<{ parents: readonly string[]; message: string }> {
  const { commit } = await client.send(new GetCommitCommand({ repositoryName, commitId }));
  return { parents: commit?.parents ?? [], message: commit?.message ?? "" };
}

/** Every file that differs from `before` (from nothing, when undefined) to `after`, over all pages. */
export async function getDifferences(
  repositoryName: string,
  before: string | undefined,
  after: string,
): Promise<{ before?: string | undefined; after?: string | undefined }[]> {
  const changes = [];
  const request = { repositoryName, afterCommitSpecifier: after, ...(before && { beforeCommitSpecifier: before }) };
  for await (const page of paginateGetDifferences({ client }, request)) {
    for (const { beforeBlob, afterBlob } of page.differences ?? [])
      changes.push({ before: beforeBlob?.path, after: afterBlob?.path });
  }
  return changes;
}

/** The Git blob id of a file at a commit; undefined when it is not there. */
export async function blobIdOf(repositoryName: string, commitSpecifier: string, filePath: string): Promise<string | undefined> {
  try {
    const { blobId } = await client.send(new GetFileCommand({ repositoryName, commitSpecifier, filePath }));
    return blobId;
  } catch (error) {
    if (error instanceof FileDoesNotExistException) return undefined;
    throw error;
  }
}
