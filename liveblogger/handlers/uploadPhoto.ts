import type { Context } from "aws-lambda";
import { required } from "../../src/environment.ts";
import { logOf } from "../../src/log.ts";
import { record } from "../../src/metrics.ts";
import { putNewObject } from "../aws/s3.ts";
import { readTalk } from "../aws/tables.ts";
import { photoKey } from "../data/keys.ts";
import { executionOf } from "../rules/photo-events.ts";
import { type HttpAnswer, problemOf, Refusal, reasonOf } from "../rules/refusal.ts";
import { authorise, nameOf, refuseAfterEnd, senderOf, type UploadEvent, uploadOf } from "../rules/upload.ts";
import { checkPhotograph } from "../steps/check-photograph.ts";
import { keptBefore } from "../steps/kept-before.ts";

const TYPES = { jpg: "image/jpeg", png: "image/png" } as const;

/** `POST /talks/{talk}/photos`: keeps a photograph that can be decoded, from who has the talk's token. Nothing is kept of what is refused. */
export async function handler(event: UploadEvent, context: Context): Promise<HttpAnswer> {
  try {
    return await take(event, context);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    record("photos_refused", 1, { reason: reasonOf(error) });
    logOf({}, context).info(`Refused a photograph: ${error.message}`, { talk: event.pathParameters?.talk, status: error.status });
    return problemOf(error);
  }
}

async function take(event: UploadEvent, context: Context): Promise<HttpAnswer> {
  const sender = senderOf(event);
  const talk = authorise(sender, await readTalk(required("TALKS_TABLE"), sender.talk));
  const upload = uploadOf(event);
  refuseAfterEnd(talk, upload.takenAt);
  const { kind, camera, bytes, isAgain } = upload;
  await checkPhotograph(bytes, kind);
  const photo = nameOf(sender.talk, upload);
  const bucket = required("PHOTOS_BUCKET");
  const before = isAgain ? await keptBefore(bucket, photo) : undefined;
  const key = before ?? photoKey(photo);
  const isNew = !before && (await putNewObject(bucket, key, { bytes, contentType: TYPES[kind], metadata: { camera } }));
  record("photos_taken", 1);
  const log = logOf({ execution: executionOf(photo) }, context);
  log.info(isNew ? "Took a photograph" : "Took a photograph again", { photo: key, camera, bytes: bytes.length });
  return { statusCode: 202, headers: { "content-type": "application/json" }, body: JSON.stringify({ photo: key }) };
}
