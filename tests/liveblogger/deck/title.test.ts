import { titlesOf } from "../../../liveblogger/deck/title.ts";

describe("a page's title", () => {
  it("is its first line that is not on most pages, numbers aside", () => {
    const texts = ["Why", "How", "When", "Where", "Who"].map((title, i) => `Acme | ${i + 1} / 5\n${title}\nmore`);
    expect(titlesOf(texts)).toEqual(["Why", "How", "When", "Where", "Who"]);
  });

  it("is a line with letters, in any script, cut off when it is long", () => {
    expect(titlesOf(["12\n\n  Привет  \nx", "", "3.14"])).toEqual(["Привет", "", "3.14"]);
    expect(titlesOf(["word ".repeat(60)])[0]).toMatch(/^(word )+word…$/);
  });
});
