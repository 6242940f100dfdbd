/** `lectern deck import` and `lectern recognise` through their process boundary. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runProgram } from "../../cli/run-program.ts";
import { type Service, startService } from "../liveblogger/alternatives/support/service.ts";
import { lectern, OLD_NODE, type Ran, ROOT } from "./support/lectern.ts";
import { photograph, SCREEN, writePages } from "./support/small-deck.ts";

const MINUTE = 60_000;
let folder: string;
let imported: Ran;
const at = (...names: string[]): string => join(folder, ...names);
const lines = ({ stdout }: Ran): Record<string, unknown>[] =>
  stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "lectern-recognise-"));
  await writePages(at("pages"));
  for (const page of [1, 3, 4, 5]) writeFileSync(at(`${page}.jpg`), await photograph(page));
  writeFileSync(at("room.jpg"), await photograph());
  writeFileSync(at("text.jpg"), "This is no picture.");
  writeFileSync(at("half.jpg"), (await photograph(1)).subarray(0, 20_000));
  imported = await lectern(["deck", "import", at("pages"), "--out", at("deck")]);
}, MINUTE);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("deck import", () => {
  test("writes the pages, what they say and the index, and tells of pages that look the same", () => {
    expect(imported).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^Imported 5 pages into .*\nPages 2 and 4 look the same/),
    });
    const { pages, ...deck } = JSON.parse(readFileSync(at("deck/deck.json"), "utf8"));
    expect(deck).toEqual({ format: "lectern-deck", version: 1, identical: [[2, 4]] });
    expect(pages[4]).toEqual({ number: 5, title: expect.any(String), text: "", notes: "", picture: "pages/005.jpg" });
    expect(readdirSync(at("deck/pages"))).toHaveLength(5);
    expect(readdirSync(folder).filter((name) => name.startsWith(".deck"))).toEqual([]);
  });

  test.each([
    [["nowhere.pdf"], 3, "DeckNotFound: "],
    [["text.jpg"], 1, "DeckOfUnknownKind: "],
  ])(
    "of %j it says in one line what is wrong",
    async ([deck = ""], wanted, message) => {
      const { status, stdout, stderr } = await lectern(["deck", "import", at(deck), "--out", at("other")]);
      expect({ status, stdout }).toEqual({ status: wanted, stdout: "" });
      expect(stderr.trim()).toMatch(new RegExp(`^${message}.*$`));
      expect(readdirSync(folder)).not.toContain("other");
    },
    MINUTE,
  );

  test(
    "programs are told the error's own name, and its message without it",
    async () => {
      const { status, stderr } = await lectern(["deck", "import", at("nowhere.pdf"), "--out", at("other"), "--json"]);
      expect({ status, said: JSON.parse(stderr) }).toEqual({
        status: 3,
        said: { error: { name: "DeckNotFound", message: `There is no deck at ${at("nowhere.pdf")}.`, status: 3 } },
      });
    },
    MINUTE,
  );

  test(
    "a folder that holds something else is left alone; an earlier import is replaced",
    async () => {
      mkdirSync(at("taken"));
      writeFileSync(at("taken/thesis.txt"), "years of work");
      const refused = await lectern(["deck", "import", at("pages"), "--out", at("taken")]);
      expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining("FolderTaken: ") });
      expect(readdirSync(at("taken"))).toEqual(["thesis.txt"]);
      writeFileSync(at("deck/pages/006.jpg"), "of an earlier import");
      expect(await lectern(["deck", "import", at("pages"), "--out", at("deck")])).toMatchObject({ status: 0 });
      expect(readdirSync(at("deck/pages"))).toHaveLength(5);
    },
    MINUTE,
  );
});

describe("recognise", () => {
  test(
    "one line for each photograph in their order; what can't be read does not stop the others",
    async () => {
      const photos = ["5.jpg", "text.jpg", "1.jpg", "gone.jpg", "half.jpg", "room.jpg", "4.jpg"].map((name) => at(name));
      const ran = await lectern(["recognise", "--deck", at("deck"), ...photos]);
      const found = lines(ran);
      expect(found.map(({ photo }) => photo)).toEqual(photos);
      expect(Object.keys(found[0] ?? {})).toEqual(["photo", "slide", "assurance", "corners", "runnerUp", "ms"]);
      expect([found[0], found[2], found[5]].map((line) => line?.slide)).toEqual([5, 1, null]);
      for (const line of [found[1], found[3], found[4]])
        expect(line).toEqual({
          photo: expect.any(String),
          slide: null,
          assurance: 0,
          corners: null,
          runnerUp: null,
          ms: expect.any(Number),
          error: { name: "PhotographUnreadable", message: expect.any(String) },
        });
      expect([2, 4]).toContain(found[6]?.slide);
      expect(found[6]?.indistinguishable).toEqual([found[6]?.slide === 2 ? 4 : 2]);
      expect(found[5]?.corners).toBeNull();
      expect(ran.status).toBe(1);
      expect(ran.stderr).toContain("3 of 7 photographs got no answer");
    },
    MINUTE,
  );

  test(
    "corners are in the pixels of the photograph itself",
    async () => {
      const [found] = lines(await lectern(["recognise", "--deck", at("deck"), at("3.jpg")]));
      const { left, top, width, height } = SCREEN;
      const corners = found?.corners as { x: number; y: number }[];
      const expected = [
        [left, top],
        [left + width, top],
        [left + width, top + height],
        [left, top + height],
      ];
      for (const [index, [x = 0, y = 0]] of expected.entries()) {
        expect(Math.abs((corners[index]?.x ?? 0) - x)).toBeLessThan(12);
        expect(Math.abs((corners[index]?.y ?? 0) - y)).toBeLessThan(12);
      }
    },
    MINUTE,
  );

  test(
    "a deck need not be imported before; a sequence is a camera's",
    async () => {
      const ran = await lectern(["recognise", "--deck", at("pages"), "--sequence", at("1.jpg"), at("text.jpg"), at("3.jpg")]);
      expect(lines(ran).map(({ slide }) => slide)).toEqual([1, null, 3]);
    },
    MINUTE,
  );

  test(
    "a pipe is no photograph and no deck, and is not waited for",
    async () => {
      execFileSync("mkfifo", [at("pipe.jpg"), at("pipe.pdf")]);
      const [found] = lines(await lectern(["recognise", "--deck", at("deck"), at("pipe.jpg")]));
      expect(found?.error).toEqual({ name: "PhotographUnreadable", message: "It is no file." });
      const { status, stderr } = await lectern(["deck", "import", at("pipe.pdf"), "--out", at("other")]);
      expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringMatching(/^\nDeckOfUnknownKind: .* is no file: /) });
    },
    MINUTE,
  );

  test(
    "status 3 says that the photographs are not there",
    async () => {
      const { status, stderr } = await lectern(["recognise", "--deck", at("deck"), at("gone.jpg"), at("nowhere.jpg")]);
      expect({ status, stderr }).toEqual({ status: 3, stderr: expect.stringContaining("2 of 2 photographs got no answer") });
    },
    MINUTE,
  );

  test(
    "all well is status 0, and nothing but the lines on standard output",
    async () => {
      const { status, stdout } = await lectern(["recognise", "--deck", at("deck"), at("1.jpg")]);
      expect({ status, lines: stdout.split("\n").length }).toEqual({ status: 0, lines: 2 });
    },
    MINUTE,
  );

  test.each([
    ["this Node", []],
    ["an older one, which hands over", OLD_NODE],
  ])(
    "under %s, Ctrl-C ends it after what is done, with whole lines and the status of a signal",
    async (_what, nodeFlags) => {
      let seen = false;
      const photos = Array.from({ length: 400 }, () => at("1.jpg"));
      const ran = await lectern(["recognise", "--deck", at("deck"), ...photos], {
        nodeFlags,
        onOutput(piece, kill) {
          if (!seen && piece.includes('"photo"')) kill("SIGINT");
          seen ||= piece.includes('"photo"');
        },
      });
      expect(ran).toMatchObject({ status: 130, stderr: expect.stringMatching(/Stopped after \d+ of 400 photographs\./) });
      expect(lines(ran).length).toBeLessThan(400);
    },
    MINUTE,
  );

  test(
    "whoever reads only the first line gets it, and no error",
    async () => {
      const command = `"$0" "$1" recognise --deck "$2" ${'"$3" '.repeat(60)} | head -1`;
      const args = ["-c", command, process.execPath, join(ROOT, "cli/lectern.js"), at("deck"), at("1.jpg")];
      const { status, stdout, everything } = await runProgram("sh", args);
      expect(status).toBe(0);
      expect(everything).not.toMatch(/EPIPE|Error/);
      expect(JSON.parse(stdout)).toMatchObject({ slide: 1 });
    },
    MINUTE,
  );

  test.each([
    ["an index that was changed", (index: Buffer) => index.fill(0, index.length - 8), /^IndexDamaged: /],
    ["an index of another kind", () => Buffer.from("GIF89a"), /^NotAnIndex: /],
  ])(
    "%s is told in one line",
    async (_what, change, message) => {
      const other = mkdtempSync(at("damaged-"));
      writeFileSync(join(other, "deck.json"), readFileSync(at("deck/deck.json")));
      writeFileSync(join(other, "slides.index"), change(readFileSync(at("deck/slides.index"))));
      const { status, stdout, stderr } = await lectern(["recognise", "--deck", other, at("1.jpg")]);
      expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
      expect(stderr.trim()).toMatch(message);
    },
    MINUTE,
  );

  test.each([
    ["gone", undefined],
    ["cut off", '{ "format": "lectern-deck", "ver'],
  ])(
    "an imported deck whose deck.json is %s is no empty folder of pictures",
    async (_what, head) => {
      const other = mkdtempSync(at("headless-"));
      mkdirSync(join(other, "pages"));
      writeFileSync(join(other, "slides.index"), readFileSync(at("deck/slides.index")));
      if (head) writeFileSync(join(other, "deck.json"), head);
      const { status, stderr } = await lectern(["recognise", "--deck", other, at("1.jpg")]);
      expect(status).toBe(1);
      expect(stderr.trim()).toMatch(/^ImportedDeckDamaged: .*deck\.json is missing or broken.*: import it again\.$/);
    },
    MINUTE,
  );
});

describe("recognise --with a service", () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.stop());

  const TOKEN = "1af538baa9045a84c0e889f672baf83ff24";

  test(
    "ximilar, by token and task from the environment",
    async () => {
      const label = { prob: 0.9, name: "slide-3", id: "b9124bed-5192-47b8-beb7-3eca7026fe14" };
      service.prepare(
        { body: { records: [{ _status: { code: 200, text: "OK" }, best_label: label, labels: [label] }] } },
        { status: 401, body: { detail: `Invalid token ${TOKEN}.` } },
      );
      const ran = await lectern(["recognise", "--with", "ximilar", "--deck", at("deck"), at("3.jpg"), at("1.jpg")], {
        env: { XIMILAR_URL: service.url, XIMILAR_TOKEN: TOKEN, XIMILAR_TASK: "a-task" },
      });
      expect(lines(ran)).toEqual([
        { photo: at("3.jpg"), slide: 3, assurance: 0.9, corners: null, runnerUp: null, ms: expect.any(Number) },
        expect.objectContaining({ photo: at("1.jpg"), error: { name: "RecogniserRefused", message: expect.any(String) } }),
      ]);
      expect(ran.stdout + ran.stderr).not.toContain(TOKEN);
      expect(ran.status).toBe(1);
    },
    MINUTE,
  );

  test(
    "ximilar without them says what is missing",
    async () => {
      const env = { XIMILAR_TOKEN: "", XIMILAR_TASK: "" };
      const ran = await lectern(["recognise", "--with", "ximilar", "--deck", at("deck"), at("3.jpg")], { env });
      expect(ran).toMatchObject({ status: 1, stdout: "", stderr: expect.stringMatching(/XIMILAR_TOKEN and XIMILAR_TASK/) });
    },
    MINUTE,
  );

  test(
    "rekognition, with the imported deck's text",
    async () => {
      const deck = JSON.parse(readFileSync(at("deck/deck.json"), "utf8"));
      const texts = [
        "Why queues absorb bursts",
        "Producers and consumers",
        "Retries wait longer",
        "Producers and consumers",
        "Any questions",
      ];
      const told = mkdtempSync(at("told-"));
      const pages = deck.pages.map((page: object, index: number) => ({ ...page, text: texts[index] }));
      writeFileSync(join(told, "deck.json"), JSON.stringify({ ...deck, pages }));
      writeFileSync(join(told, "slides.index"), readFileSync(at("deck/slides.index")));
      service.prepare({
        body: { TextDetections: [{ Type: "LINE", DetectedText: "Why queues absorb bursts", Confidence: 99, Id: 0 }] },
      });
      const ran = await lectern(["recognise", "--with", "rekognition", "--region", "eu-central-1", "--deck", told, at("1.jpg")], {
        env: { AWS_ENDPOINT_URL_REKOGNITION: service.url, AWS_ACCESS_KEY_ID: "AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY: "secret" },
      });
      expect(lines(ran)).toMatchObject([{ slide: 1, corners: null }]);
      expect(service.last().headers.authorization).toContain("/eu-central-1/rekognition/");
    },
    MINUTE,
  );
});
