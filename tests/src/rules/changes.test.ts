import { describeChanges } from "../../../src/rules/changes.ts";

const changed = (path: string) => ({ before: path, after: path });

it.each([
  ["nothing", [], "No files changed"],
  ["a changed file", [changed("a.md")], "1 file changed: a.md"],
  ["an added file", [{ after: "new.md" }], "1 file changed: new.md"],
  ["a deleted file", [{ before: "old.md" }], "1 file changed: old.md"],
  ["a renamed file, by its new name", [{ before: "old.md", after: "new.md" }], "1 file changed: new.md"],
  ["two files", [changed("a.md"), changed("b.md")], "2 files changed: a.md and b.md"],
  ["three files", [changed("a.md"), changed("b.md"), changed("c.md")], "3 files changed: a.md, b.md and 1 more"],
  ["a difference without a path", [{}], "No files changed"],
])("describes %s", (_what, changes, expected) => {
  expect(describeChanges(changes)).toBe(expected);
});
