import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removeDurably, writeFileAtomically } from "../../../local/store/atomic-file.ts";
import { makeFolder } from "../../../local/store/folders.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "store-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a file is written with the folders above it, replaced, and removed; nothing else is left", () => {
  const path = join(folder, "a/b/file.json");
  writeFileAtomically(path, "one", 0o600);
  writeFileAtomically(path, Buffer.from("two"), 0o600);
  expect(readFileSync(path, "utf8")).toBe("two");
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(folder, "a/b"))).toEqual(["file.json"]);
  removeDurably(path);
  removeDurably(path);
  expect(readdirSync(join(folder, "a/b"))).toEqual([]);
});

test("a write that fails leaves the file as it was, and no half one beside it", () => {
  const path = join(folder, "taken");
  makeFolder(join(path, "by a folder"));
  expect(() => writeFileAtomically(path, "text")).toThrow();
  expect(readdirSync(folder)).toEqual(["taken"]);
});

test("making a folder that is there changes nothing", () => {
  makeFolder(join(folder, "x/y"));
  makeFolder(join(folder, "x/y"));
  expect(existsSync(join(folder, "x/y"))).toBe(true);
});
