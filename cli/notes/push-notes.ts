import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { SlideItem } from "../../liveblogger/data/slide-item.ts";
import { openDeck } from "../../liveblogger/deck/index.ts";
import { readTalk, type Talk } from "../../liveblogger/talk/index.ts";
import { UserError } from "../errors.ts";
import { explainingAws } from "../explain-aws.ts";
import { explainingDecks } from "../explain-deck.ts";
import type { Place } from "../place.ts";
import { type Stack, withStack } from "../stack/with-stack.ts";
import { explainingTalks } from "../talk/explain-talk.ts";
import { notesOf } from "../talk/plan.ts";
import { readSlides } from "../talk/tables.ts";
import { talkNamed } from "../talk/talk-named.ts";
import { changedNotes } from "./changed-notes.ts";

export interface PushedNotes {
  readonly talk: string;
  readonly slides: number;
  /** the slides whose notes are others now */
  readonly changed: readonly number[];
}

/** Writes the notes of a talk's folder to its slides; nothing else of the talk changes. @throws UserError */
export async function pushNotes(folder: string, place: Place): Promise<PushedNotes> {
  const talk = await explainingTalks(() => readTalk(folder));
  const notes = await explainingDecks(() => notesIn(talk));
  return explainingAws(place, () =>
    withStack(place, async (stack) => {
      const { deck } = await talkNamed(stack, talk.talk);
      if (deck.slides !== talk.slides)
        throw new UserError(
          `The published deck has ${deck.slides} slides and ${folder} has ${talk.slides}: publish it, lectern talk publish ${folder}.`,
        );
      const changed = changedNotes(await readSlides(stack, talk.talk), notes);
      for (const [slide, text] of changed) await writeNotes(stack, talk.talk, slide, text);
      return { talk: talk.talk, slides: talk.slides, changed: [...changed.keys()] };
    }),
  );
}

/** The notes of each slide, in their order, as publishing has them. */
async function notesIn(talk: Talk): Promise<string[]> {
  const { source, notes } = await openDeck(talk.deck);
  source.close();
  return Array.from({ length: talk.slides }, (_, i) => notesOf(talk, i + 1, notes?.[i] ?? ""));
}

/** A slide that went meanwhile does not come back. */
async function writeNotes({ documents, tables }: Stack, talk: string, slide: number, notes: SlideItem["notes"]): Promise<void> {
  await documents.send(
    new UpdateCommand({
      TableName: tables.slides,
      Key: { talk, slide },
      UpdateExpression: "SET notes = :notes",
      ConditionExpression: "attribute_exists(slide)",
      ExpressionAttributeValues: { ":notes": notes },
    }),
  );
}
