import type { CameraView } from "../camera/view.ts";

/** A frame where the slide was found, over the picture. */
export function FoundSlide({ view }: { view: CameraView | undefined }) {
  if (!view || view.corners.length === 0) return null;
  const points = view.corners.map(({ x, y }) => `${x * 100},${y * 100}`).join(" ");
  return (
    <svg
      className={view.isAssured ? "found assured" : "found"}
      viewBox="0 0 100 100"
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <polygon points={points} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
