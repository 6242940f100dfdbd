import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readTalk, TalkInvalid } from "../../../liveblogger/talk/index.ts";
import { encryptedPdf, pdf, pptx } from "../support/files.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "lectern-talk-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const SETTINGS = "title: The moon\nspeaker: Ada\ndate: 2026-11-28\n";
const DECK = pdf([["One"], ["Two"], ["Three"]]);

/** Writes a talk's folder and gives its path. */
async function folder(files: Readonly<Record<string, string | Uint8Array>>, name = "moon"): Promise<string> {
  const path = join(root, name);
  await mkdir(path);
  for (const [file, content] of Object.entries(files)) {
    await mkdir(dirname(join(path, file)), { recursive: true });
    await writeFile(join(path, file), content);
  }
  return path;
}

/** What is wrong, a line each, from the folder's parent. */
async function problems(files: Readonly<Record<string, string | Uint8Array>>, name?: string): Promise<string[]> {
  const path = await folder(files, name);
  const error = await readTalk(`${path}/`).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(TalkInvalid);
  return (error as TalkInvalid).message.split("\n").map((line) => line.replace(`${root}/`, ""));
}

test("a talk with a PDF and notes", async () => {
  const path = await folder({
    "talk.yml": SETTINGS,
    "moon.pdf": DECK,
    "notes/02.md": "Of *two*.\n",
    "README.md": "mine",
    ".git": "x",
  });
  expect(await readTalk(path)).toEqual({
    talk: "moon",
    settings: expect.objectContaining({ title: "The moon", timeZone: "UTC" }),
    deck: join(path, "moon.pdf"),
    slides: 3,
    notes: new Map([[2, "Of *two*."]]),
  });
});

test("a talk whose deck is a link to a folder of pictures elsewhere", async () => {
  const path = await folder({ "talk.yml": SETTINGS });
  await mkdir(join(root, "pictures"));
  await writeFile(join(root, "pictures/1.png"), "never decoded, for only so many are sized");
  await symlink(join(root, "pictures"), join(path, "deck"));
  await expect(readTalk(path)).rejects.toThrow(/moon\/deck: .*1\.png is no picture that can be read/);
});

test("a talk with a .pptx and its export", async () => {
  const path = await folder({ "talk.yml": SETTINGS, "a.pptx": pptx([{ notes: "One" }, {}, {}]), "a.pdf": DECK });
  expect(await readTalk(path)).toMatchObject({ deck: join(path, "a.pptx"), slides: 3 });
});

test("everything that is wrong is told at once, by file and line", async () => {
  const wrong = { "talk.yml": "title: A\nspeeker: B\ndate: 2026-11-28\n", "a.pdf": DECK, "notes/04.md": "", "notes/four.md": "" };
  expect(await problems(wrong, "My Moon")).toEqual([
    "My Moon/: a talk is named by its folder, in lower-case words with hyphens: rename it to my-moon",
    "My Moon/talk.yml:1: speaker is missing: add speaker: Ada Lovelace",
    "My Moon/talk.yml:2: speeker is no field of a talk: did you mean speaker?",
    "My Moon/notes/four.md: notes are named by their slide's number, as 07.md: rename it, or put it elsewhere",
    "My Moon/notes/04.md: there is no slide 4: the deck has 3",
  ]);
});

test.each([
  [{ "a.pdf": DECK }, ["moon/talk.yml: it is missing: talks/README.md shows one"]],
  [{ "talk.yaml": SETTINGS, "a.pdf": DECK }, ["moon/talk.yml: it is missing: rename talk.yaml to talk.yml"]],
  [{ "talk.yml": SETTINGS }, [expect.stringMatching(/^moon\/: there is no deck: /)]],
  [{ "talk.yml": SETTINGS, "a.pdf": DECK, "b.pdf": DECK }, [expect.stringMatching(/^moon\/: there are several decks/)]],
  [{ "talk.yml": `${SETTINGS}deck: b.pdf\n`, "a.pdf": DECK }, ["moon/talk.yml:4: there is no b.pdf: did you mean a.pdf?"]],
  [{ "talk.yml": SETTINGS, "a.pdf": encryptedPdf() }, ["moon/a.pdf: The PDF wants a password: export it without one."]],
  [{ "talk.yml": SETTINGS, "a.pdf": "no" }, [expect.stringMatching(/^moon\/a\.pdf: The PDF can't be read/)]],
  [
    { "talk.yml": SETTINGS, "a.pptx": pptx([{}, {}]), "a.pdf": DECK },
    [expect.stringMatching(/^moon\/a\.pptx: .* shows 2 slides/)],
  ],
  [{ "talk.yml": SETTINGS, "a.pptx": pptx([{}]) }, [expect.stringMatching(/^moon\/a\.pptx: .*the pictures are missing/)]],
  [{ "talk.yml": SETTINGS, "a.pdf": DECK, notes: "all" }, [expect.stringMatching(/^moon\/notes: it is a file/)]],
  [
    { "talk.yml": SETTINGS, "a.pdf": DECK, "Note/1.md": "" },
    [expect.stringMatching(/^moon\/Note: are these the speaker's notes\?/)],
  ],
  [
    { "talk.yml": SETTINGS, "a.pdf": DECK, "notes/old/1.md": "" },
    [expect.stringMatching(/^moon\/notes\/old\/: notes are named/)],
  ],
])("a folder with %#", async (files, expected) => {
  expect(await problems(files)).toEqual(expected);
});

test("no folder, and a file in its place", async () => {
  await expect(readTalk(join(root, "sun"))).rejects.toMatchObject({ name: "TalkNotFound" });
  await writeFile(join(root, "sun"), "");
  await expect(readTalk(join(root, "sun"))).rejects.toThrow("is a file: name the talk's folder");
});
