import type { Corners, Point } from "./homography.ts";

/** How the camera stands to the screen. Angles are in degrees. */
export interface Camera {
  /** to the side of the screen's middle, up or down, and turned about its own axis */
  readonly pan: number;
  readonly tilt: number;
  readonly roll: number;
  /** the slide's width or height, whichever takes more, as a part of the photograph's */
  readonly fill: number;
  /** of the slide's middle from the photograph's, as parts of its width and height */
  readonly offset: Point;
  /** the lens's field of view across the photograph */
  readonly fieldOfView: number;
  /** of the lens, barrel when negative: by which part the half-width's rays are displaced */
  readonly distortion: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Where a straight-seeing camera has the corners of a slide of this aspect (width / height). */
export function straightCorners(camera: Camera, aspect: number, photograph: Size): Corners {
  const [pan, tilt, roll] = [radians(camera.pan), radians(camera.tilt), radians(camera.roll)];
  // In units of the slide's width; a camera this far away sees the slide about as large as it is wanted.
  const distance = 0.5 / Math.tan(radians(camera.fieldOfView) / 2) / Math.max(0.2, camera.fill);
  const seen = (x: number, y: number): Point => {
    const [x1, z1] = [x * Math.cos(pan), x * Math.sin(pan)];
    const [y2, z2] = [y * Math.cos(tilt) - z1 * Math.sin(tilt), y * Math.sin(tilt) + z1 * Math.cos(tilt)];
    const depth = distance + z2;
    const [u, v] = [x1 / depth, y2 / depth];
    return [u * Math.cos(roll) - v * Math.sin(roll), u * Math.sin(roll) + v * Math.cos(roll)];
  };
  const half = 0.5 / aspect;
  const corners = [seen(-0.5, -half), seen(0.5, -half), seen(0.5, half), seen(-0.5, half)] as const;
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = camera.fill / Math.max((right - left) / photograph.width, (bottom - top) / photograph.height);
  const place = ([x, y]: Point): Point => [
    (x - (left + right) / 2) * scale + (0.5 + camera.offset[0]) * photograph.width - 0.5,
    (y - (top + bottom) / 2) * scale + (0.5 + camera.offset[1]) * photograph.height - 0.5,
  ];
  return [place(corners[0]), place(corners[1]), place(corners[2]), place(corners[3])];
}

/** From a place in the photograph to where a straight-seeing camera would have it. */
export function undistorted([x, y]: Point, distortion: number, { width, height }: Size): Point {
  const [dx, dy] = [(2 * x + 1 - width) / width, (2 * y + 1 - height) / width];
  const factor = 1 - distortion * (dx * dx + dy * dy);
  return [(dx * factor * width + width - 1) / 2, (dy * factor * width + height - 1) / 2];
}

/** The other way, found by approximation to far less than a pixel. */
export function distorted(point: Point, distortion: number, size: Size): Point {
  let [x, y] = point;
  for (let i = 0; i < 8; i++) {
    const [backX, backY] = undistorted([x, y], distortion, size);
    [x, y] = [x + point[0] - backX, y + point[1] - backY];
  }
  return [x, y];
}
