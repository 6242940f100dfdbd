import type { Place } from "../aws/dynamodb.ts";
import { publish } from "../aws/sns.ts";
import { required } from "../environment.ts";
import { record } from "../metrics.ts";
import type { Notice } from "../rules/notice.ts";
import { changeContent } from "./versioned-item.ts";

/**
 * Sends a notice, and remembers in the history that it was sent, so that a task that is run again finds that it told already. (Only
 * a crash between the two can tell twice; the other order could tell never.)
 */
export async function tell<History>(
  notice: Notice,
  place: Place,
  nothingTold: History,
  after: (history: History) => History,
): Promise<void> {
  await publish(required("NOTICES_TOPIC_ARN"), notice);
  await changeContent(place, nothingTold, after);
  record("notices_sent", 1, { kind: notice.kind });
}
