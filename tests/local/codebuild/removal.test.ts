import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRemoval, type Removal } from "../../../local/services/codebuild/runner/removal.ts";
import { VirtualClock } from "../../../local/services/states/virtual-clock.ts";

let folder: string;
let clock: VirtualClock;
let removal: Removal;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "removal-"));
  clock = new VirtualClock(0);
  removal = createRemoval({ clock }, () => folder);
});
afterEach(() => rmSync(folder, { recursive: true }));

const left = (): number => (existsSync(join(folder, "removed")) ? readdirSync(join(folder, "removed")).length : 0);
function workspace(name: string): string {
  const root = join(folder, "work", name);
  mkdirSync(root, { recursive: true });
  writeFileSync(join(root, "file"), "");
  return root;
}
async function untilLeft(count: number): Promise<void> {
  for (let waited = 0; left() !== count && waited < 2000; waited += 5) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(left()).toBe(count);
}

test("is out of the way at once, and off the disk after ten minutes without another", async () => {
  const root = workspace("a");
  await removal.remove(root, "later");
  expect(existsSync(root)).toBe(false);
  clock.advanceTo(9 * 60_000);
  await removal.remove(workspace("b"), "later");
  clock.advanceTo(18 * 60_000);
  expect(left()).toBe(2);
  clock.advanceTo(19 * 60_000);
  await untilLeft(0);
});

test("is off the disk at once when that is asked for, or when nothing is there", async () => {
  await removal.remove(workspace("a"), "now");
  await removal.remove(join(folder, "work/none"), "later");
  expect(left()).toBe(0);
});

test("no more than eight wait, and none after the end", async () => {
  for (const name of "abcdefghij") await removal.remove(workspace(name), "later");
  expect(left()).toBe(8);
  await removal.finish();
  expect(left()).toBe(0);
});
