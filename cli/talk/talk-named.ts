import type { TalkItem } from "../../liveblogger/data/talk-item.ts";
import { likeliest } from "../../liveblogger/talk/did-you-mean.ts";
import { NotFound } from "../errors.ts";
import type { Stack } from "../stack/with-stack.ts";
import { publishedTalks, readTalkItem } from "./tables.ts";

/** The published talk of that name. @throws NotFound that says which there are */
export async function talkNamed(stack: Stack, talk: string): Promise<TalkItem> {
  const item = await readTalkItem(stack, talk);
  if (item) return item;
  const published = (await publishedTalks(stack)).map((one) => one.talk);
  throw new NotFound(unknown(talk, published));
}

function unknown(talk: string, published: readonly string[]): string {
  if (published.length === 0) return `There is no talk ${talk}: none was published here.`;
  const meant = likeliest(talk, published);
  return `There is no talk ${talk} here.${meant ? ` Did you mean ${meant}?` : ` Published are: ${published.join(", ")}.`}`;
}
