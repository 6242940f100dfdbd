import { plainPaint } from "../../../cli/paint.ts";
import { pushedLine, pushedValue } from "../../../cli/photo/pushed-line.ts";

const news = {
  photo: "a.jpg",
  fate: {
    execution: "moon-1-a",
    decision: { prediction: 12, assurance: 0.9989, updateSite: true, entry: "slide-012", message: "Slide 12 is news" },
    readable: 940,
  },
};

test("news, with how long it took", () => {
  expect(pushedLine(news, plainPaint)).toBe("a.jpg  slide 12, 0.998 sure  Slide 12 is news  to be read after 0.9 s");
  expect(pushedValue(news)).toEqual({
    photo: "a.jpg",
    execution: "moon-1-a",
    slide: 12,
    assurance: 0.9989,
    isNews: true,
    entry: "slide-012",
    decided: "Slide 12 is news",
    readableAfter: 0.94,
  });
});

test("no slide, and what came to nothing", () => {
  const decision = { prediction: null, assurance: 0.9, updateSite: false, message: "No slide of the deck" };
  const none = { photo: "b.jpg", fate: { execution: "e", decision } };
  expect(pushedLine(none, plainPaint)).toBe("b.jpg  no slide, 0.900 sure  No slide of the deck");
  expect(pushedValue(none)).toMatchObject({ slide: null, isNews: false, readableAfter: null });
  const error = { name: "UploadRefused", message: "The photograph was refused with 410: The talk has ended" };
  expect(pushedLine({ photo: "c.jpg", error }, plainPaint)).toBe(`c.jpg  ${error.message}`);
  expect(pushedValue({ photo: "c.jpg", error })).toEqual({ photo: "c.jpg", error });
});
