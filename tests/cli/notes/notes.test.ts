import { changedNotes } from "../../../cli/notes/changed-notes.ts";
import { talkFolder } from "../../../cli/talk/talk-folder.ts";

test("only notes that differ are written, in the slides' order", () => {
  const slides = [
    { slide: 3, notes: "old" },
    { slide: 1, notes: "same" },
    { slide: 2, notes: "" },
  ];
  expect([...changedNotes(slides, ["same", "new", ""])]).toEqual([
    [2, "new"],
    [3, ""],
  ]);
  expect([...changedNotes(slides, ["same", "", "old"])]).toEqual([]);
});

test("a talk is its folder, or its name in talks/", () => {
  const there =
    (...paths: string[]) =>
    (path: string) =>
      paths.includes(path);
  expect(talkFolder("moon", there("talks/moon"))).toBe("talks/moon");
  expect(talkFolder("moon", there("moon", "talks/moon"))).toBe("moon");
  expect(talkFolder("no/where", there())).toBe("no/where");
  expect(talkFolder("../x", there("talks/../x"))).toBe("../x");
});
