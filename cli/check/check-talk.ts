import sharp from "sharp";
import { type Deck, writeIndex } from "../../liveblogger/deck/index.ts";
import { readTalk, TalkInvalid } from "../../liveblogger/talk/index.ts";
import type { Problem } from "../../liveblogger/talk/problem.ts";
import { createCounter } from "../counter.ts";
import { Stopped } from "../errors.ts";
import { explainingDecks } from "../explain-deck.ts";
import { createProgress } from "../progress.ts";
import { readDeck } from "../read-deck.ts";
import { explainingTalks } from "../talk/explain-talk.ts";
import { notesOf } from "../talk/plan.ts";
import { type Judgement, judge } from "./judge.ts";
import { type NearTwins, nearTwins } from "./near-twins.ts";
import { rehearse } from "./rehearse.ts";

export interface CheckOptions {
  readonly perSlide: number;
  readonly seed: string;
  /** how long it may rehearse, in seconds */
  readonly within: number;
  readonly tell: (line: string) => void;
  readonly stopped: AbortSignal;
}

/** All that a check found. */
export interface TalkReport extends Judgement {
  readonly talk: string;
  readonly title: string;
  readonly slides: number;
  readonly titles: readonly string[];
  /** sets of slides whose pictures can't be told apart */
  readonly identical: readonly (readonly number[])[];
  readonly near: readonly NearTwins[];
  readonly withoutNotes: readonly number[];
  /** how many photographs were taken, and how many were wanted */
  readonly photographs: number;
  readonly wanted: number;
}

/** What is wrong with a talk's folder, so that nothing can be rehearsed. */
export interface InvalidTalk {
  readonly problems: readonly Problem[];
  readonly message: string;
}

/** Rehearses the talk of a folder. @throws UserError when there is none, or its deck can't be read; Stopped */
export async function checkTalk(folder: string, options: CheckOptions): Promise<TalkReport | InvalidTalk> {
  const talk = await explainingTalks(() => readTalk(folder).catch(asInvalid));
  if ("problems" in talk) return talk;
  const { perSlide, seed, within, tell, stopped } = options;
  const progress = createProgress(tell);
  try {
    const reading = () => explainingDecks(() => readDeck(talk.deck, tell, stopped));
    const deck = await progress.step(`Reading the deck, ${talk.slides} slides`, reading);
    const wanted = perSlide * deck.pages.length;
    const onProgress = createCounter(progress.line, "Photographed and recognised");
    const until = Date.now() + within * 1_000;
    const trials = await progress.step(`Rehearsing: up to ${wanted} photographs, ${within} seconds at most`, () =>
      rehearse(deck.pages, writeIndex(deck.index), { perSlide, seed, until, stopped, onProgress }),
    );
    if (stopped.aborted) throw new Stopped(`Stopped after ${trials.length} of ${wanted} photographs.`);
    const thumbnails = await Promise.all(deck.pages.map(({ picture }) => thumbnailOf(picture)));
    return {
      talk: talk.talk,
      title: talk.settings.title,
      slides: deck.pages.length,
      titles: deck.pages.map(({ title }) => title),
      identical: deck.identical,
      near: nearTwins(thumbnails, deck.identical),
      withoutNotes: withoutNotes(talk, deck),
      photographs: trials.length,
      wanted,
      ...judge(deck.pages.length, trials, talk.settings.threshold),
    };
  } finally {
    progress.end();
  }
}

function asInvalid(error: unknown): InvalidTalk {
  if (error instanceof TalkInvalid) return { problems: error.problems, message: error.message };
  throw error;
}

const withoutNotes = (talk: Parameters<typeof notesOf>[0], { pages }: Pick<Deck, "pages">): number[] =>
  pages.filter(({ number, notes }) => notesOf(talk, number, notes).trim() === "").map(({ number }) => number);

const thumbnailOf = async (picture: Uint8Array): Promise<Uint8Array> =>
  new Uint8Array(await sharp(picture).resize(320, 180, { fit: "fill" }).greyscale().raw().toBuffer());
