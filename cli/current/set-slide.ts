import { randomBytes } from "node:crypto";
import { photoKey, slideEntry } from "../../liveblogger/data/keys.ts";
import { direct, type TrafficCop } from "../../liveblogger/rules/traffic-cop.ts";
import { NotFound, UserError } from "../errors.ts";
import { explainingAws } from "../explain-aws.ts";
import type { Place } from "../place.ts";
import { type Stack, withStack } from "../stack/with-stack.ts";
import { invoke } from "../talk/site-build.ts";
import { readPost } from "../talk/tables.ts";
import { talkNamed } from "../talk/talk-named.ts";
import { changeTrafficCop } from "./traffic-cop.ts";

/** What saying it came to. */
export interface SetSlide {
  readonly talk: string;
  readonly slide: number;
  /** ISO 8601, UTC */
  readonly time: string;
  /** `returned`: its entry says now that the speaker came back to it; `known`: it said so already; `awaited`: it has none yet */
  readonly entry: "returned" | "known" | "awaited";
}

/** Whoever is told that a claim is of 1970 takes it over at once: nobody is there to keep it. */
const LONG_AGO = 0;

/** Says that a slide is on the screen, as a certain photograph taken now would. @throws NotFound, UserError */
export const setSlide = (talk: string, slide: number, place: Place): Promise<SetSlide> =>
  explainingAws(place, () =>
    withStack(place, async (stack) => {
      const settings = await talkNamed(stack, talk);
      if (settings.status === "ended")
        throw new UserError(`${talk} has ended. Published again with lectern talk publish, it is open again.`);
      const { slides } = settings.deck;
      if (slide < 1 || slide > slides) throw new NotFound(`There is no slide ${slide}: ${talk} has ${slides}.`);
      const at = Date.now();
      const execution = `by-hand-${at}`;
      const photo = randomBytes(6).toString("hex");
      const sighting = { execution, at, photo, slide, assurance: 1, still: true };
      const cop = await changeTrafficCop(stack, talk, (before) => direct(before, sighting, settings, LONG_AGO));
      const entry = slideEntry(slide);
      const isThere = (await readPost(stack, talk, entry)) !== undefined;
      const isChanged = isThere && claimOf(cop, entry)?.changedBy === execution;
      if (isChanged) await writeReturn(stack, { talk, entry, execution, at, photo });
      return { talk, slide, time: new Date(at).toISOString(), entry: isThere ? (isChanged ? "returned" : "known") : "awaited" };
    }),
  );

const claimOf = ({ entries }: TrafficCop, entry: string) => entries[entry];

interface Return {
  readonly talk: string;
  readonly entry: string;
  readonly execution: string;
  readonly at: number;
  readonly photo: string;
}

/** Has the machine's own function write what changed. It looks for no photograph, since the entry has its picture. */
async function writeReturn(stack: Stack, { talk, entry, execution, at, photo }: Return): Promise<void> {
  const image = photoKey({ talk, takenAt: at, hash: photo, kind: "jpg" });
  const takenAt = new Date(at).toISOString();
  await invoke(stack, stack.functions.createDocument, { talk, entry, execution, image, takenAt });
}
