import { buildIndex } from "../../../liveblogger/deck/index.ts";
import { SLIDE_WIDTH, slideHeight } from "../../../liveblogger/recogniser/slide-features.ts";

const long = (width: number, height: number) => ({
  width,
  height,
  channels: 1 as const,
  data: Uint8Array.from({ length: width * height }, (_, at) => (at * 7) % 251),
});

test.each([
  [2, 60_000],
  [60_000, 2],
])("a page of %i × %i pixels takes no more than one of three to one", (width, height) => {
  expect(buildIndex([long(width, height), long(320, 180)])).toMatchObject({ slideCount: 2 });
  expect(slideHeight({ width, height })).toBe(Math.round(SLIDE_WIDTH * (height > width ? 3 : 1 / 3)));
});

test("a page's shape is kept otherwise", () => {
  expect(slideHeight({ width: 1920, height: 1080 })).toBe(450);
});
