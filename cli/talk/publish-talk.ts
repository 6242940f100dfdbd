import { resolve } from "node:path";
import { tokenHash } from "../../liveblogger/rules/token.ts";
import { readTalk } from "../../liveblogger/talk/index.ts";
import { Stopped } from "../errors.ts";
import { explainingAws } from "../explain-aws.ts";
import { explainingDecks } from "../explain-deck.ts";
import { doorOf } from "../lan/door-file.ts";
import { isLocal, type Place } from "../place.ts";
import { createProgress, type Progress } from "../progress.ts";
import { readDeck } from "../read-deck.ts";
import { type Stack, withStack } from "../stack/with-stack.ts";
import { putIndex, putTalkFile } from "./buckets.ts";
import { type CameraAddress, cameraAddressOf, uploadUrlOf } from "./camera-address.ts";
import { explainingTalks } from "./explain-talk.ts";
import { forgetEntries } from "./forget.ts";
import { planTalk, recogniserOf, type TalkPlan } from "./plan.ts";
import { awaitPage, buildSite } from "./site-build.ts";
import { putSlides, putTalkItem, readTalkItem, removeSlidesBeyond } from "./tables.ts";
import { newToken } from "./token.ts";
import { updatePosts } from "./update-posts.ts";

/** Where `npm start` keeps its state. */
const STATE_FOLDER = resolve(import.meta.dirname, "../../.lectern");

export interface PublishOptions {
  readonly place: Place;
  /** replaces the talk's token by a new one */
  readonly newToken: boolean;
  /** takes back what was posted before */
  readonly fresh: boolean;
  /** says what is done */
  readonly tell: (line: string) => void;
  readonly stopped: AbortSignal;
  readonly env?: NodeJS.ProcessEnv;
}

/** A talk that takes photographs. */
export interface PublishedTalk {
  readonly talk: string;
  readonly title: string;
  readonly slides: number;
  /** how many of the slides have notes */
  readonly noted: number;
  /** how many slides an earlier deck had beyond this one */
  readonly removed: number;
  readonly timeZone: string;
  /** where readers find it */
  readonly pageUrl: string;
  /** where cameras upload to */
  readonly uploadUrl: string;
  /** the same from other machines of the network, when this one was started with --lan */
  readonly uploadUrlInNetwork?: string;
  /** only when it is new: it is kept nowhere */
  readonly token?: string;
  /** what makes a phone or laptop the talk's camera; only when the token is new */
  readonly camera?: CameraAddress;
  /** sets of slides whose pictures can't be told apart */
  readonly identical: readonly (readonly number[])[];
}

/**
 * Publishes a talk's folder, or brings a published one up to date: entries stay, and the token unless a new one is wanted.
 * @param onOpen is told as soon as cameras may upload, which is before the page is built
 * @throws UserError, Stopped
 */
export async function publishTalk(
  folder: string,
  { place, fresh, tell, stopped, env = process.env, ...options }: PublishOptions,
  onOpen: (talk: PublishedTalk) => void = () => {},
): Promise<PublishedTalk> {
  const talk = await explainingTalks(() => readTalk(folder));
  const recogniser = recogniserOf(talk.settings, env);
  const progress = createProgress(tell);
  const step: Step = (title, work) => {
    if (stopped.aborted) throw new Stopped("Stopped. The same command again publishes all of it.");
    return progress.step(title, work);
  };
  const publish = async (stack: Stack): Promise<PublishedTalk> => {
    const before = await readTalkItem(stack, talk.talk);
    const reading = () => explainingDecks(() => readDeck(talk.deck, tell, stopped));
    const deck = await step(`Reading the deck, ${talk.slides} slides`, reading);
    const token = before && !options.newToken ? undefined : newToken();
    const hash = token === undefined ? (before?.tokenHash ?? "") : tokenHash(token);
    const plan = planTalk(talk, deck, { recogniser, tokenHash: hash, publishedAt: new Date().toISOString() });
    if (fresh) await step("Taking back what was posted before", () => forgetEntries(stack, talk.talk));
    const removed = await write(stack, plan, step);
    const isSameDeck = before?.deck.key === plan.item.deck.key;
    await updatePosts(stack, plan.item, isSameDeck ? plan.slides : undefined);
    const door = isLocal(place) ? doorOf(STATE_FOLDER, stack.apiUrl) : undefined;
    const secrets = token === undefined ? {} : { token, camera: cameraAddressOf(stack, talk.talk, token, door) };
    const near = door && { uploadUrlInNetwork: uploadUrlOf(door, talk.talk) };
    const published = { ...outlineOf(stack, plan), ...near, removed, ...secrets, identical: deck.identical };
    onOpen(published);
    await putTalkFile(stack, plan.item);
    await step("Building the talk's page", () => buildSite(stack, talk.talk, stopped));
    await awaitPage(published.pageUrl, stopped);
    return published;
  };
  try {
    return await explainingAws(place, () => withStack(place, publish));
  } finally {
    progress.end();
  }
}

type Step = Progress["step"];

/** Writes what cameras need, so that whoever finds the talk finds its slides. @returns how many slides of an earlier deck went */
async function write(stack: Stack, { item, index, slides }: TalkPlan, step: Step): Promise<number> {
  await step("Uploading the deck's index", () => putIndex(stack, item.deck.key, index));
  await step("Writing the slides and their notes", () => putSlides(stack, slides));
  await putTalkItem(stack, item);
  return removeSlidesBeyond(stack, item.talk, slides.length);
}

const outlineOf = ({ siteUrl, apiUrl }: Stack, { item, slides }: TalkPlan) => ({
  talk: item.talk,
  title: item.title,
  slides: slides.length,
  noted: slides.filter(({ notes }) => notes !== "").length,
  timeZone: item.timeZone,
  pageUrl: `${siteUrl}/live/${item.talk}/`,
  uploadUrl: uploadUrlOf(apiUrl, item.talk),
});
