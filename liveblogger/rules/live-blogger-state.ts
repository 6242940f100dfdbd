/** The state that flows through the live-blogger machine. The first fields' names are the 2017 talk's. */
import type { BuildTicket } from "../../src/rules/build-ticket.ts";
import type { StateError } from "../../src/rules/site-builder-state.ts";
import type { Quad } from "../recogniser/index.ts";

/** What startLiveBlogger starts an execution with. */
export interface LiveBloggerInput {
  /** The photograph's key in the `photos` bucket. */
  readonly image: string;
  readonly talk: string;
  /** When it was taken, by the server's clock: ISO 8601, UTC. */
  readonly takenAt: string;
  /** The execution's own name, which follows from the key; logs carry it. */
  readonly execution: string;
}

export interface LiveBloggerState extends LiveBloggerInput, BuildTicket {
  /** The slide that the recogniser saw, counted from 1; null when it saw none of the deck's. */
  readonly prediction?: number | null;
  /** How sure it was of that answer, 0 to 1. */
  readonly assurance?: number;
  /** The deck that it was found in, as `TalkDeck.key`. */
  readonly deck?: string;
  /** Where the slide is in the decoded photograph. */
  readonly corners?: Quad;
  /** The shape of the deck's slides: width divided by height. */
  readonly aspect?: number;
  /** As the camera names itself. */
  readonly camera?: string;
  /** True when the camera saw the same scene shortly before. */
  readonly still?: boolean;
  /** True when an entry is to be written. */
  readonly updateSite?: boolean;
  /** The entry to be written: see ../data/keys.ts. */
  readonly entry?: string;
  /** The slide that the entry shows; absent for a live update. */
  readonly slide?: number;
  /** The slide's title. */
  readonly title?: string;
  /** The speaker's notes. */
  readonly text?: string;
  /** Set by the machine's Catch. */
  readonly error?: StateError;
}
