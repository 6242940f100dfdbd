import { GetQueueAttributesCommand, paginateListQueues, SQSClient } from "@aws-sdk/client-sqs";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { type BuildQueue, EMPTY_QUEUE } from "../../src/rules/build-queue.ts";
import { readCurrent } from "../../website/scripts/releases/claim.ts";
import { readRelease } from "../../website/scripts/releases/manifests.ts";
import { explainingAws, isDenied } from "../explain-aws.ts";
import { clientSettings, type Place } from "../place.ts";
import { nameOf } from "../stack/names.ts";
import { type Stack, withStack } from "../stack/with-stack.ts";
import { summariesOf } from "../talk/list-talks.ts";
import { countPhotographs } from "./count-photographs.ts";
import type { Build, SiteStatus, Status } from "./status-lines.ts";

/** How a Lectern is getting on. @throws UserError */
export const readStatus = (place: Place): Promise<Status> =>
  explainingAws(place, () =>
    withStack(place, async (stack) => {
      const [site, builds, photographs, talks, failures] = await Promise.all([
        siteOf(stack),
        buildsOf(stack),
        countPhotographs(place, stack.stage, Date.now()).catch(unlessDenied),
        summariesOf(stack),
        failuresOf(place, stack.stage),
      ]);
      return { stage: stack.stage, site, ...builds, photographs, talks, failures };
    }),
  );

/** Who may not read metrics is told all the rest. */
function unlessDenied(error: unknown): undefined {
  if (isDenied(error)) return undefined;
  throw error;
}

async function siteOf({ s3, buckets, siteUrl }: Stack): Promise<SiteStatus> {
  const bucket = { s3, name: buckets.site };
  const { current } = await readCurrent(bucket);
  const release = current && (await readRelease(bucket, current.release));
  return {
    url: `${siteUrl}/`,
    ...(current && { release: current.release, commit: current.commit, state: current.state }),
    ...(release && { publishedAt: release.time }),
  };
}

async function buildsOf({ documents, tables }: Stack): Promise<Pick<Status, "running" | "waiting" | "lastBuild">> {
  const { Item } = await documents.send(
    new GetCommand({ TableName: tables.builds, Key: { site: "site" }, ConsistentRead: true }),
  );
  const { running, waiting, waitingLive = [], ended } = (Item?.content as BuildQueue | undefined) ?? EMPTY_QUEUE;
  const waits: Build | undefined = waiting
    ? { of: "push", commit: waiting.commitId }
    : waitingLive.length > 0
      ? { of: "live posts" }
      : undefined;
  const last = ended[0];
  return {
    ...(running && { running: { of: running.live ? "live posts" : "push", commit: running.commitId } }),
    ...(waits && { waiting: waits }),
    ...(last && { lastBuild: { of: last.live ? "live posts" : "push", ...last } }),
  };
}

/** How many events wait in the dead-letter queues, by their function. */
async function failuresOf(place: Place, stage: string): Promise<Record<string, number>> {
  const sqs = new SQSClient(clientSettings(place));
  const failures: Record<string, number> = {};
  try {
    const prefix = `${nameOf(stage)}-`;
    for await (const { QueueUrls = [] } of paginateListQueues({ client: sqs, pageSize: 100 }, { QueueNamePrefix: prefix }))
      for (const QueueUrl of QueueUrls.filter((url) => url.endsWith("-failures"))) {
        const AttributeNames: ["ApproximateNumberOfMessages"] = ["ApproximateNumberOfMessages"];
        const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
        const count = Number(Attributes.ApproximateNumberOfMessages ?? 0);
        const name = QueueUrl.split("/").at(-1) ?? "";
        if (count > 0) failures[name.slice(prefix.length, -"-failures".length)] = count;
      }
    return failures;
  } finally {
    sqs.destroy();
  }
}
