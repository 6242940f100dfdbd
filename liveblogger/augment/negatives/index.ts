import { registerFonts } from "../../decks-made/fonts.ts";
import type { Random } from "../../seeded-random.ts";
import type { BytesImage } from "../linear-image.ts";
import { blank } from "./blank.ts";
import { browser } from "./browser.ts";
import { desktop } from "./desktop.ts";
import { editor } from "./editor.ts";
import { face } from "./face.ts";
import { drawScreen, type ScreenContent } from "./screen.ts";
import { terminal } from "./terminal.ts";

/** "room" is the room without a screen; "other deck" is a page of a deck that isn't the one that is looked for. */
export const NEGATIVES = ["other deck", "room", "blank", "browser", "desktop", "editor", "face", "terminal"] as const;
export type NegativeKind = (typeof NEGATIVES)[number];

const CONTENTS: Readonly<Partial<Record<NegativeKind, ScreenContent>>> = { blank, browser, desktop, editor, face, terminal };

/** What is on the screen; undefined for a room, and when there is no other deck to take a page of. */
export function negativeScreen(kind: NegativeKind, otherPages: readonly BytesImage[], random: Random): BytesImage | undefined {
  registerFonts();
  if (kind === "other deck") return otherPages.length > 0 ? random.pick(otherPages) : undefined;
  const content = CONTENTS[kind];
  return content && drawScreen(content, random);
}
