/** CodeCommit: commits, what they are worth to a build, and the pushes of them. */
import { createHash } from "node:crypto";
import { IMAGE_FILES } from "../../../../src/rules/image.ts";
import type { CommitWish } from "../script.ts";

export interface Commit {
  readonly id: string;
  readonly summary: string;
  readonly parent: Commit | undefined;
  /** Whether its website builds. */
  readonly builds: boolean;
  /** The edition of the image's files, and whether it can be built. */
  readonly image: number;
  readonly imageBuilds: boolean;
}

export interface Push {
  /** From 0, in the order in which CodeCommit took them. */
  readonly number: number;
  readonly commit: Commit;
  /** ISO 8601, UTC. */
  readonly pushedAt: string;
}

export class FakeRepository {
  readonly commits = new Map<string, Commit>();
  readonly pushes: Push[] = [];

  push(wish: CommitWish, pushedAt: string): Push {
    const push = { number: this.pushes.length, commit: this.#commit(wish), pushedAt };
    this.pushes.push(push);
    return push;
  }

  #commit(wish: CommitWish): Commit {
    const head = this.pushes.at(-1)?.commit;
    const earlier = wish.is === "reset" ? this.pushes.at(-1 - wish.back)?.commit : undefined;
    // Git pushes nothing when the branch is there already.
    if (earlier && earlier !== head) return earlier;
    const { builds, image, summary } = wish.is === "new" ? wish : { builds: true, image: "as before", summary: "Mend" };
    const id = createHash("sha1").update(String(this.commits.size)).digest("hex");
    const asBefore = { image: head?.image ?? 0, imageBuilds: head?.imageBuilds ?? true };
    const edition = image === "as before" ? asBefore : { image: this.commits.size + 1, imageBuilds: image === "new" };
    const commit = { id, summary, parent: head, builds, ...edition };
    this.commits.set(id, commit);
    return commit;
  }

  getCommit({ commitId }: { commitId: string }) {
    const commit = this.#at(commitId);
    return { commit: { parents: commit.parent ? [commit.parent.id] : [], message: `${commit.summary}\n\nAnd more.` } };
  }

  /** Two pages. */
  getDifferences({ NextToken }: { NextToken?: string }) {
    if (NextToken) return { differences: [{ beforeBlob: { path: "b.md" } }] };
    return { differences: [{ afterBlob: { path: "a.md" } }], NextToken: "2" };
  }

  getFile({ commitSpecifier, filePath }: { commitSpecifier: string; filePath: string }) {
    const { image } = this.#at(commitSpecifier);
    return { blobId: filePath === IMAGE_FILES[0] ? `edition-${image}` : "unchanged" };
  }

  #at(id: string): Commit {
    const commit = this.commits.get(id);
    if (!commit) throw new Error(`CommitIdDoesNotExist: ${id}`);
    return commit;
  }
}
