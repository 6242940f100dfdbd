import { likeliest } from "../../liveblogger/talk/did-you-mean.ts";
import { UserError } from "../errors.ts";
import { explainingAws } from "../explain-aws.ts";
import type { Place } from "../place.ts";
import { createProgress } from "../progress.ts";
import { putTalkFile } from "./buckets.ts";
import { buildSite, invoke } from "./site-build.ts";
import { type TalkStack, withStack } from "./stack.ts";
import { closeTalk, countEntries, publishedTalks, readTalkItem } from "./tables.ts";

export interface EndOptions {
  readonly place: Place;
  readonly tell: (line: string) => void;
  readonly stopped: AbortSignal;
}

export interface EndedTalk {
  readonly title: string;
  readonly entries: number;
  readonly pageUrl: string;
}

/** Ends a talk: it takes no more photographs, its page is built once more, and the owner hears how many entries it has. */
export async function endTalk(talk: string, { place, tell, stopped }: EndOptions): Promise<EndedTalk> {
  const progress = createProgress(tell);
  const end = async (stack: TalkStack): Promise<EndedTalk> => {
    if (!(await readTalkItem(stack, talk))) throw new UserError(unknown(talk, await publishedTalks(stack)));
    const item = await closeTalk(stack, talk);
    await putTalkFile(stack, item);
    const built = await progress
      .step("Building the talk's page", () => buildSite(stack, talk, stopped))
      .then(
        () => undefined,
        (error: unknown) => error,
      );
    const entries = await countEntries(stack, talk);
    await invoke(stack, stack.functions.notify, { talk, ended: true, entries });
    if (built !== undefined) throw built;
    return { title: item.title, entries, pageUrl: `${stack.siteUrl}/live/${talk}/` };
  };
  try {
    return await explainingAws(place, () => withStack(place, end));
  } finally {
    progress.end();
  }
}

function unknown(talk: string, published: readonly string[]): string {
  if (published.length === 0) return `There is no talk ${talk}: none was published here.`;
  const meant = likeliest(talk, published);
  return `There is no talk ${talk} here.${meant ? ` Did you mean ${meant}?` : ` Published are: ${published.join(", ")}.`}`;
}
