import { SFNClient } from "@aws-sdk/client-sfn";
import type { TalkItem } from "../../liveblogger/data/talk-item.ts";
import { tokenHash } from "../../liveblogger/rules/token.ts";
import { NotFound, Stopped, UserError } from "../errors.ts";
import { explainingAws } from "../explain-aws.ts";
import { clientSettings, type Place } from "../place.ts";
import { createProgress } from "../progress.ts";
import { type Stack, withStack } from "../stack/with-stack.ts";
import { uploadUrlOf } from "../talk/camera-address.ts";
import { publishedTalks } from "../talk/tables.ts";
import { talkNamed } from "../talk/talk-named.ts";
import { FeedReader } from "./feed-reader.ts";
import { type Fate, followPush, type Watch } from "./follow-push.ts";
import type { Pushed } from "./pushed-line.ts";
import { readPhotograph } from "./read-photograph.ts";
import { sendPhotograph } from "./send-photograph.ts";

export interface PushOptions {
  readonly place: Place;
  /** the talk's name; without it, the talk whose token it is */
  readonly talk?: string;
  readonly token: string;
  /** as the camera names itself */
  readonly camera: string;
  readonly tell: (line: string) => void;
  readonly stopped: AbortSignal;
}

/**
 * Sends photographs to a talk, one after the other, and follows each to what was decided and to the feed.
 * Gives why others came to nothing. @param told hears of each as soon as it is known
 * @throws UserError, Stopped
 */
export async function pushPhotographs(
  files: readonly string[],
  { place, talk, token, camera, tell, stopped }: PushOptions,
  told: (pushed: Pushed) => void,
): Promise<UserError[]> {
  const progress = createProgress(tell);
  const sfn = new SFNClient(clientSettings(place));
  const push = async (stack: Stack): Promise<UserError[]> => {
    const item = talk === undefined ? await talkOfToken(stack, token) : await talkNamed(stack, talk);
    if (item.tokenHash !== tokenHash(token)) throw new UserError(`The token is not that of ${item.talk}: ${NEW_TOKEN}`);
    const feed = new FeedReader(`${stack.siteUrl}/live/${item.talk}/`);
    const watch: Watch = { sfn, feed, machineArn: stack.outputs.LiveBloggerArn ?? "", stopped };
    const upload = { url: uploadUrlOf(stack.apiUrl, item.talk), token };
    const one = async (file: string): Promise<Fate> => {
      const photograph = await readPhotograph(file);
      await feed.read();
      const known = new Set(feed.entries.map(({ entry }) => entry));
      const sentAt = Date.now();
      const key = await sendPhotograph(upload, { camera, ...photograph });
      return await followPush(watch, key, known, sentAt);
    };
    const errors: UserError[] = [];
    for (const photo of files) {
      if (stopped.aborted) throw new Stopped("Stopped. What was sent goes its way.");
      try {
        told({ photo, fate: await progress.wait(photo, () => one(photo)) });
      } catch (error) {
        if (!(error instanceof UserError) || error instanceof Stopped) throw error;
        errors.push(error);
        told({ photo, error: { name: error.name, message: error.message } });
      }
    }
    return errors;
  };
  try {
    return await explainingAws(place, () => withStack(place, push));
  } finally {
    progress.end();
    sfn.destroy();
  }
}

const NEW_TOKEN = "lectern talk publish <folder> --new-token makes a new one.";

/** The talk that the token opens: only hashes of tokens are kept. @throws NotFound */
async function talkOfToken(stack: Stack, token: string): Promise<TalkItem> {
  const hash = tokenHash(token);
  const item = (await publishedTalks(stack)).find((one) => one.tokenHash === hash);
  if (!item) throw new NotFound(`No talk here has that token: ${NEW_TOKEN}`);
  return item;
}
