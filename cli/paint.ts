/** Colours, where there is somebody to see them. */
import { styleText } from "node:util";

type Style = "bold" | "dim" | "green" | "red" | "yellow";

/** Gives the text in a style, or as it is. */
export type Paint = (style: Style, text: string) => string;

/** For files, pipes and tests. */
export const plainPaint: Paint = (_style, text) => text;

/** Node decides: only on a terminal, and not when NO_COLOR, NODE_DISABLE_COLORS or FORCE_COLOR say otherwise. */
export const paintOn =
  (stream: NodeJS.WriteStream): Paint =>
  (style, text) =>
    styleText(style, text, { stream });
