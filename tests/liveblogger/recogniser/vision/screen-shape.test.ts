import { farCorners, type StraightLine } from "../../../../liveblogger/recogniser/vision/screen-shape.ts";

type Point = readonly [number, number];

/** What a camera with this focal length sees of a 16 by 9 rectangle that is turned away from it and tilted, counted from where it looks. */
function seen(focal: number, pan: number, tilt: number): [Point, Point, Point, Point] {
  const corner = (x: number, y: number): Point => {
    const [x1, z1] = [x * Math.cos(pan), x * Math.sin(pan)];
    const [y2, z2] = [y * Math.cos(tilt) - z1 * Math.sin(tilt), y * Math.sin(tilt) + z1 * Math.cos(tilt)];
    return [(focal * x1) / (30 + z2), (focal * y2) / (30 + z2)];
  };
  return [corner(-8, -4.5), corner(8, -4.5), corner(8, 4.5), corner(-8, 4.5)];
}

function through([x0, y0]: Point, [x1, y1]: Point): StraightLine {
  const length = Math.hypot(x1 - x0, y1 - y0);
  const [cosine, sine] = [(y1 - y0) / length, (x0 - x1) / length];
  return { cosine, sine, offset: cosine * x0 + sine * y0 };
}

test.each([
  [0.3, 0.1],
  [-0.5, 0.2],
  [0, 0],
])("finds the far corners of a screen that is turned by %d and tilted by %d", (pan, tilt) => {
  const [topLeft, topRight, bottomRight, bottomLeft] = seen(330, pan, tilt);
  const [top, right, bottom, left] = [
    through(topLeft, topRight),
    through(topRight, bottomRight),
    through(bottomRight, bottomLeft),
    through(bottomLeft, topLeft),
  ] as const;
  const near = (found: { x: number; y: number } | undefined, [x, y]: Point): void => {
    expect(Math.hypot((found?.x ?? 1e9) - x, (found?.y ?? 1e9) - y)).toBeLessThan(1e-6);
  };
  const lefts = farCorners(top, bottom, right, 330, 16 / 9, { x: -1, y: 0 });
  near(lefts?.[0], topLeft);
  near(lefts?.[1], bottomLeft);
  const rights = farCorners(top, bottom, left, 330, 16 / 9, { x: 1, y: 0 });
  near(rights?.[0], topRight);
  near(rights?.[1], bottomRight);
  const bottoms = farCorners(left, right, top, 330, 9 / 16, { x: 0, y: 1 });
  near(bottoms?.[0], bottomLeft);
  near(bottoms?.[1], bottomRight);
});
