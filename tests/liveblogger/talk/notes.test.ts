import fc from "fast-check";
import { notesBeyond, readNotes } from "../../../liveblogger/talk/notes.ts";

const file = (name: string, text = `of ${name}`) => ({ name, bytes: Buffer.from(text) });

test("a file is the notes of the slide that its name says", () => {
  const { notes, problems } = readNotes([
    file("01.md", "\uFEFFone\r\n\r\n- two\r\n"),
    file("2.md"),
    file("0010.md"),
    file("11.md", ""),
  ]);
  expect(problems).toEqual([]);
  expect([...notes]).toEqual([
    [1, "one\n\n- two"],
    [2, "of 2.md"],
    [10, "of 0010.md"],
    [11, ""],
  ]);
});

test.each([
  ["intro.md", "notes are named by their slide's number, as 07.md: rename it, or put it elsewhere"],
  ["7.txt", "notes are named by their slide's number, as 07.md: rename it, or put it elsewhere"],
  ["drafts/", "notes are named by their slide's number, as 07.md: rename it, or put it elsewhere"],
  ["00.md", "slides are counted from 1: the first one's notes are 01.md"],
])("%s is told", (name, message) => {
  expect(readNotes([file(name), file("1.md")])).toEqual({
    notes: new Map([[1, "of 1.md"]]),
    problems: [{ file: `notes/${name}`, message }],
  });
});

test("notes twice, notes that are no text and notes without end are told", () => {
  const { notes, problems } = readNotes([
    file("07.md"),
    file("7.md"),
    { name: "8.md", bytes: Uint8Array.of(0x66, 0xfc, 0x72) },
    file("9.md", "x".repeat(20_001)),
  ]);
  expect([...notes.keys()]).toEqual([7]);
  expect(problems).toEqual([
    { file: "notes/7.md", message: "slide 7 has notes in 07.md already: keep one of the two" },
    { file: "notes/8.md", message: "it is no UTF-8 text: save it as UTF-8" },
    { file: "notes/9.md", message: "it has 20001 characters; a slide's notes have at most 20000" },
  ]);
});

test("notes of a slide that the deck does not have are told by their file", () => {
  const files = [file("01.md"), file("005.md"), file("x.md")];
  const { notes } = readNotes(files);
  expect(notesBeyond(notes, files, 5)).toEqual([]);
  expect(notesBeyond(notes, files, 4)).toEqual([{ file: "notes/005.md", message: "there is no slide 5: the deck has 4" }]);
});

test("every file is either a slide's notes or a problem, whatever it is", () => {
  const name = fc.oneof(
    fc.string(),
    fc.nat(30).map((slide) => `${slide}.md`),
  );
  fc.assert(
    fc.property(fc.uniqueArray(name), fc.uint8Array(), (names, bytes) => {
      const { notes, problems } = readNotes(names.map((name) => ({ name, bytes })));
      expect(notes.size + problems.length).toBe(names.length);
    }),
  );
});
