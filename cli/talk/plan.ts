/** What is to be written of a talk: from its folder and its imported deck to the items and the file. Pure. */
import { createHash } from "node:crypto";
import { indexKey } from "../../liveblogger/data/keys.ts";
import type { SlideItem } from "../../liveblogger/data/slide-item.ts";
import type { TalkItem, TalkRecogniser } from "../../liveblogger/data/talk-item.ts";
import { type Deck, type DeckPage, writeIndex } from "../../liveblogger/deck/index.ts";
import type { Talk, TalkSettings } from "../../liveblogger/talk/index.ts";
import { UserError } from "../errors.ts";
import { plainNotes } from "./plain-notes.ts";

/** A page's text is for recognisers that read; an item of DynamoDB holds 400 KB at most. */
const LONGEST_TEXT = 20_000;

/** The items of the slides. @param deck the key of its index */
export const slideItems = (talk: Pick<Talk, "talk" | "notes">, deck: string, pages: readonly DeckPage[]): SlideItem[] =>
  pages.map(({ number, title, text, notes }) => ({
    talk: talk.talk,
    slide: number,
    deck,
    title: title || `Slide ${number}`,
    text: text.slice(0, LONGEST_TEXT),
    notes: notesOf(talk, number, notes),
  }));

/** A slide's notes in Markdown: those of a file win over those of a .pptx. @param ofDeck plain text, empty when there are none */
export const notesOf = ({ notes }: Pick<Talk, "notes">, slide: number, ofDeck: string): string =>
  notes.get(slide) ?? plainNotes(ofDeck);

/** The recogniser with what it needs besides the file. @throws UserError */
export function recogniserOf({ recogniser }: TalkSettings, env: NodeJS.ProcessEnv): TalkRecogniser {
  if (recogniser.with !== "ximilar") return recogniser;
  const { XIMILAR_TOKEN: token } = env;
  if (token) return { ...recogniser, token };
  throw new UserError("The talk's recogniser is ximilar: put your API token into the environment, as XIMILAR_TOKEN.");
}

/** What of a talk is not in its folder. */
export interface Besides {
  readonly recogniser: TalkRecogniser;
  readonly tokenHash: string;
  /** ISO 8601, UTC */
  readonly publishedAt: string;
}

/** What is to be written. */
export interface TalkPlan {
  /** the recogniser's index, as a file */
  readonly index: Uint8Array;
  readonly slides: readonly SlideItem[];
  readonly item: TalkItem;
}

/** A talk that was ended is open again once it is published. */
export function planTalk(talk: Talk, { pages, index }: Pick<Deck, "pages" | "index">, besides: Besides): TalkPlan {
  const { title, speaker, date, timeZone, threshold, unknownPhotos } = talk.settings;
  const file = writeIndex(index);
  const deck = { key: indexKey(talk.talk, hashOf(file)), slides: pages.length };
  const item = {
    talk: talk.talk,
    title,
    speaker,
    date,
    timeZone,
    threshold,
    unknownPhotos,
    deck,
    ...besides,
    status: "open",
  } as const;
  return { index: file, slides: slideItems(talk, deck.key, pages), item };
}

/** The index is named by its content, so that what is at a key never changes. */
const hashOf = (index: Uint8Array): string => createHash("sha256").update(index).digest("hex").slice(0, 12);

/** What the website reads of a talk: `talk.json` among the raw pages. */
export const talkFile = ({ title, speaker, date, timeZone, status }: TalkItem): string =>
  `${JSON.stringify({ title, speaker, date, timeZone, status }, null, 2)}\n`;
