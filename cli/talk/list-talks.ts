import { explainingAws } from "../explain-aws.ts";
import type { Place } from "../place.ts";
import { type Stack, withStack } from "../stack/with-stack.ts";
import { countEntries, publishedTalks, readCameras } from "./tables.ts";
import { camerasOf, lastPhotoOf } from "./talk-cameras.ts";
import type { TalkSummary } from "./talk-table.ts";

/** The published talks, by their names' order. @throws UserError */
export const listTalks = (place: Place): Promise<TalkSummary[]> => explainingAws(place, () => withStack(place, summariesOf));

/** The same, of a stack that is at hand. */
export async function summariesOf(stack: Stack): Promise<TalkSummary[]> {
  const talks = await publishedTalks(stack);
  return Promise.all(
    talks.map(async ({ talk, title, status, deck }) => {
      const [entries, items] = await Promise.all([countEntries(stack, talk), readCameras(stack, talk)]);
      const cameras = camerasOf({ status }, items, Date.now());
      const lastPhoto = lastPhotoOf(cameras);
      const pageUrl = `${stack.siteUrl}/live/${talk}/`;
      return { talk, title, status, slides: deck.slides, entries, ...(lastPhoto && { lastPhoto }), cameras, pageUrl };
    }),
  );
}
