import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keptPhotograph } from "../../../liveblogger/calibration/kept-photograph.ts";

test("a photograph that is kept is not taken again; another one is", async () => {
  const folder = mkdtempSync(join(tmpdir(), "kept-"));
  let taken = 0;
  const take = async () => ({ jpeg: Uint8Array.of(++taken) });
  try {
    expect([...(await keptPhotograph(folder, { shows: 1 }, take))]).toEqual([1]);
    expect([...(await keptPhotograph(folder, { shows: 1 }, take))]).toEqual([1]);
    expect([...(await keptPhotograph(folder, { shows: 2 }, take))]).toEqual([2]);
    expect([...(await keptPhotograph(undefined, { shows: 1 }, take))]).toEqual([3]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
