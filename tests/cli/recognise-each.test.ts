/** Which memory each photograph of a row gets, by a recogniser that only counts. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { recogniseEach } from "../../cli/recognise/recognise-each.ts";
import type { SlideRecogniser } from "../../liveblogger/alternatives/index.ts";
import { MEMORY } from "../liveblogger/alternatives/support/deck.ts";
import { photograph } from "./support/small-deck.ts";

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "lectern-each-"));
  writeFileSync(join(folder, "good.jpg"), await photograph(1));
  writeFileSync(join(folder, "bad.jpg"), "no picture");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Says as slide how often it was asked, and remembers it; keeps which memories it was given. */
function counting(): { recogniser: SlideRecogniser; given: (number | undefined)[] } {
  const given: (number | undefined)[] = [];
  const recogniser: SlideRecogniser = {
    async recognise(_photograph, memory) {
      given.push(memory?.slide);
      const slide = given.length;
      return { slide, assurance: 0.987654, indistinguishable: [], moved: false, memory: { ...MEMORY, slide } };
    },
    close() {},
  };
  return { recogniser, given };
}

const each = async (sequence: boolean, names: readonly string[], stopping = new AbortController()) => {
  const { recogniser, given } = counting();
  const written: Record<string, unknown>[] = [];
  const write = (line: string): void => {
    written.push(JSON.parse(line));
    if (written.length === 3) stopping.abort();
  };
  const look = { recogniser, sequence, stopped: sequence ? new AbortController().signal : stopping.signal };
  const photos = names.map((name) => join(folder, name));
  const failed = await recogniseEach(photos, look, { write, tell() {} }).catch((error: Error) => error.message);
  return { failed, given, written };
};

test("in a sequence each gets what the one before gave, and a bad photograph forgets nothing", async () => {
  const { failed, given, written } = await each(true, ["good.jpg", "good.jpg", "bad.jpg", "good.jpg"]);
  expect(given).toEqual([undefined, 1, 2]);
  expect(failed).toHaveLength(1);
  expect(written[0]).toEqual({
    photo: join(folder, "good.jpg"),
    slide: 1,
    assurance: 0.9877,
    corners: null,
    runnerUp: null,
    ms: expect.any(Number),
  });
});

test("alone, none gets any; when it is stopped, no more are looked at", async () => {
  const { failed, given, written } = await each(false, ["good.jpg", "good.jpg", "good.jpg", "good.jpg", "good.jpg"]);
  expect(given).toEqual([undefined, undefined, undefined]);
  expect(written).toHaveLength(3);
  expect(failed).toBe("Stopped after 3 of 5 photographs.");
});
