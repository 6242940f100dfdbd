import { explainingAws } from "../explain-aws.ts";
import type { Place } from "../place.ts";
import { createProgress } from "../progress.ts";
import { serverTime } from "../stack/server-time.ts";
import { type Stack, withStack } from "../stack/with-stack.ts";
import { putTalkFile } from "./buckets.ts";
import { buildSite, invoke } from "./site-build.ts";
import { closeTalk, countEntries } from "./tables.ts";
import { talkNamed } from "./talk-named.ts";
import { updatePosts } from "./update-posts.ts";

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

/** Ends a talk: it takes no more photographs but what was taken before, its page is built once more, and the owner hears how many entries it has. */
export async function endTalk(talk: string, { place, tell, stopped }: EndOptions): Promise<EndedTalk> {
  const progress = createProgress(tell);
  const end = async (stack: Stack): Promise<EndedTalk> => {
    await talkNamed(stack, talk);
    const item = await closeTalk(stack, talk, (await serverTime(stack.apiUrl)).toISOString());
    await putTalkFile(stack, item);
    await updatePosts(stack, item);
    const built = await progress
      .step("Building the talk's page", () => buildSite(stack, talk, stopped))
      .then(
        () => undefined,
        (error: unknown) => error,
      );
    const entries = await countEntries(stack, talk);
    await invoke(stack, stack.functions.notify, { talk, ended: true, entries, endedAt: item.endedAt });
    if (built !== undefined) throw built;
    return { title: item.title, entries, pageUrl: `${stack.siteUrl}/live/${talk}/` };
  };
  try {
    return await explainingAws(place, () => withStack(place, end));
  } finally {
    progress.end();
  }
}
