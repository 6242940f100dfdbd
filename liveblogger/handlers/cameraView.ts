import type { Context } from "aws-lambda";
import { required } from "../../src/environment.ts";
import { logOf } from "../../src/log.ts";
import { readCamera, readTalk } from "../aws/tables.ts";
import { cameraOf, viewAnswer } from "../rules/camera-view.ts";
import { type HttpAnswer, problemOf, Refusal } from "../rules/refusal.ts";
import { authorise, type RequestOfTalk, senderOf } from "../rules/upload.ts";

/** `GET /talks/{talk}/cameras/{camera}`: what the camera's last photograph was recognised as, for who has the talk's token. */
export async function handler(event: RequestOfTalk, context: Context): Promise<HttpAnswer> {
  try {
    const sender = senderOf(event);
    authorise(sender, await readTalk(required("TALKS_TABLE"), sender.talk));
    const camera = cameraOf(event.pathParameters);
    return viewAnswer(camera, await readCamera(required("CAMERAS_TABLE"), sender.talk, camera));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    logOf({}, context).info(`Showed no camera: ${error.message}`, { talk: event.pathParameters?.talk, status: error.status });
    return problemOf(error);
  }
}
