/** What the server says of a camera's last photograph. */

export interface Corner {
  readonly x: number;
  readonly y: number;
}

export interface CameraView {
  /** when the photograph was taken: ISO 8601; null before the first */
  readonly lastSeen: string | null;
  /** null: no slide of the deck; undefined: nothing was recognised yet */
  readonly slide: number | null | undefined;
  readonly assurance: number;
  readonly isAssured: boolean;
  /** the slide's corners, clockwise from its top left one, as parts of the photograph's width and height */
  readonly corners: readonly Corner[];
}

/** @param body JSON's text @throws Error when it is none */
export function readView(body: string): CameraView {
  const { lastSeen = null, slide, assurance, outcome, corners } = JSON.parse(body) as Record<string, unknown>;
  const found = Array.isArray(corners) ? corners.filter(isCorner) : [];
  return {
    lastSeen: typeof lastSeen === "string" ? lastSeen : null,
    slide: typeof slide === "number" || slide === null ? slide : undefined,
    assurance: typeof assurance === "number" ? assurance : 0,
    isAssured: outcome === "assured",
    corners: found.length === 4 ? found : [],
  };
}

const isCorner = (value: unknown): value is Corner =>
  typeof value === "object" && value !== null && "x" in value && "y" in value && [value.x, value.y].every(Number.isFinite);

/** In a sentence. */
export function viewInWords({ slide, assurance, isAssured }: CameraView): string {
  if (slide === undefined) return "Nothing has been recognised yet.";
  if (slide === null) return "No slide of the deck is in the picture.";
  const certainty = `${Math.floor(assurance * 100)} % certain`;
  return isAssured ? `Slide ${slide}, ${certainty}.` : `Perhaps slide ${slide}, ${certainty}: too little for the talk's page.`;
}
