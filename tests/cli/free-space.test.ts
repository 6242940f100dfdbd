import { tmpdir } from "node:os";
import { join } from "node:path";
import { requireFreeSpace } from "../../cli/free-space.ts";

const folder = join(tmpdir(), "not/there/yet");

test("a folder that is not there yet is asked for by the disk it will be on", () => {
  expect(() => requireFreeSpace(folder, 1)).not.toThrow();
});

test("too little space is told with the folder and the way out", () => {
  expect(() => requireFreeSpace(folder, Number.MAX_SAFE_INTEGER)).toThrow(
    new RegExp(`^The disk is full: \\d+ MB are free for ${folder}, .* --state <folder>\\.$`),
  );
});
