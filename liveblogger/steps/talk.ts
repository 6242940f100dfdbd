import { required } from "../../src/environment.ts";
import { readTalk } from "../aws/tables.ts";
import type { TalkItem } from "../data/talk-item.ts";
import { TalkUnknown } from "../errors.ts";

/** What the speaker set. @throws TalkUnknown */
export async function talkNamed(talk: string): Promise<TalkItem> {
  const item = await readTalk(required("TALKS_TABLE"), talk);
  if (!item) throw new TalkUnknown(talk);
  return item;
}
