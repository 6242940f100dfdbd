import { cropBorder } from "../../../liveblogger/deck/crop-border.ts";
import { page, painted } from "../support/pages.ts";

const grey = ({ width, height, data }: ReturnType<typeof page>) => ({ width, height, data });

describe("a page's black border", () => {
  it("is cropped", () => {
    let framed = page(1);
    for (const [left, top, width, height] of [
      [0, 0, 1280, 40],
      [0, 690, 1280, 30],
      [0, 0, 60, 720],
      [1230, 0, 50, 720],
    ] as const)
      framed = painted(framed, left, top, width, height, 3);
    expect(cropBorder(grey(framed))).toMatchObject({ width: 1170, height: 650 });
  });

  it("is not what surrounds the text of a dark page, nor is a page without one cropped", () => {
    const dark = { ...page(1), data: page(1).data.map((value) => 250 - value) };
    expect(cropBorder(grey(dark))).toMatchObject({ width: 1280, height: 720 });
    expect(cropBorder(grey(page(2)))).toMatchObject({ width: 1280, height: 720 });
    expect(cropBorder({ width: 64, height: 36, data: new Uint8Array(64 * 36) })).toMatchObject({ width: 64, height: 36 });
  });
});
