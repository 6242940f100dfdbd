/** Reads one object out of the object store. */
import { runGit } from "./run-git.ts";

export interface GitObject {
  readonly type: "blob" | "commit" | "tag" | "tree";
  readonly content: Buffer;
}

/** The object with the full id `id`, or undefined when the repository has none. */
export async function readObject(path: string, id: string): Promise<GitObject | undefined> {
  const answer = await runGit(path, ["cat-file", "--batch"], `${id}\n`);
  const endOfHeader = answer.indexOf(0x0a);
  // `<id> <type> <size>`, or `<id> missing`.
  const [, type, size] = answer.subarray(0, endOfHeader).toString().split(" ");
  if (size === undefined) return undefined;
  return { type: type as GitObject["type"], content: answer.subarray(endOfHeader + 1, endOfHeader + 1 + Number(size)) };
}
