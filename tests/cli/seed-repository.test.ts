import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { currentCommit, git, remoteCommit } from "../../cli/git.ts";
import { seedRepository } from "../../cli/seed-repository.ts";

let folder: string;
let remote: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "lectern-seed-"));
  remote = join(folder, "remote.git");
  await git(folder, "init", "--quiet", "--bare", remote);
  await git(folder, "init", "--quiet", "work");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const commit = (message: string) =>
  git(
    join(folder, "work"),
    "-c",
    "user.name=T",
    "-c",
    "user.email=t@example.com",
    "commit",
    "--quiet",
    "--allow-empty",
    "-m",
    message,
  );

test("the first start pushes the current commit, a later one leaves the branch alone", async () => {
  await commit("one");
  const work = join(folder, "work");
  const first = await currentCommit(work);
  expect(await seedRepository(work, remote, "main")).toBe(first);
  await commit("two");
  expect(await seedRepository(work, remote, "main")).toBeUndefined();
  expect(await remoteCommit(remote, "main")).toBe(first);
});

test("a folder without a commit is told what to do", async () => {
  await expect(seedRepository(join(folder, "work"), remote, "main")).rejects.toThrow("git init && git add -A && git commit");
});

test("a remote that is not there is told in git's words", async () => {
  await commit("one");
  await expect(seedRepository(join(folder, "work"), join(folder, "nowhere.git"), "main")).rejects.toThrow(
    /git ls-remote failed:\n.*nowhere/,
  );
});
