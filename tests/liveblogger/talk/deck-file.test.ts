import { findDeck } from "../../../liveblogger/talk/deck-file.ts";

/** Files and, with a slash, folders of a talk. */
const entries = (...names: string[]) => names.map((name) => ({ name: name.replace("/", ""), isFolder: name.endsWith("/") }));

test.each([
  [["talk.yml", "notes/", "moon.pdf"], "moon.pdf"],
  [["deck/", "pictures/"], "deck"],
  [["moon.pptx", "moon.pdf"], "moon.pptx"],
  [["deck.PPTX", "deck/"], "deck.PPTX"],
])("of %j it is %s", (names, deck) => {
  expect(findDeck(entries(...names))).toEqual({ deck });
});

test.each([
  [
    ["talk.yml", "pictures/", "pdf"],
    "there is no deck: put a .pdf here, a .pptx with its .pdf, or the slides' pictures into deck/",
  ],
  [["a.pdf", "b.pdf"], "there are several decks (a.pdf, b.pdf): say which with a line as deck: a.pdf"],
  [["a.pdf", "deck/", "c.pptx"], "there are several decks (a.pdf, deck, c.pptx): say which with a line as deck: a.pdf"],
])("of %j it is none", (names, problem) => {
  expect(findDeck(entries(...names))).toEqual({ problem });
});

test("the talk may name it, also one that would not be found", () => {
  const files = entries("a.pdf", "b.pdf", "pictures/");
  expect(findDeck(files, "b.pdf")).toEqual({ deck: "b.pdf" });
  expect(findDeck(files, "./pictures/")).toEqual({ deck: "pictures" });
});

test.each([
  ["b.pfd", "there is no b.pfd: did you mean b.pdf?"],
  ["../other/a.pdf", "deck names a file or folder in the talk's folder itself; ../other/a.pdf is elsewhere"],
  ["/etc/passwd", "deck names a file or folder in the talk's folder itself; /etc/passwd is elsewhere"],
  ["..", "deck names a file or folder in the talk's folder itself; .. is elsewhere"],
])("deck: %s is told", (wanted, problem) => {
  expect(findDeck(entries("a.pdf", "b.pdf"), wanted)).toEqual({ problem });
});
