import type { Context } from "aws-lambda";
import { required } from "../../src/environment.ts";
import { logOf } from "../../src/log.ts";
import { record } from "../../src/metrics.ts";
import { readCamera, writeCamera } from "../aws/tables.ts";
import { remembered } from "../rules/camera-memory.ts";
import { answerOf } from "../rules/camera-view.ts";
import type { LiveBloggerState } from "../rules/live-blogger-state.ts";
import { outcomeOf, slideOf } from "../rules/recognised.ts";
import { sceneOf } from "../rules/scene.ts";
import { deckOf } from "../steps/deck.ts";
import { fetchPhotograph } from "../steps/photograph.ts";
import { talkNamed } from "../steps/talk.ts";

/**
 * WhichSlide: has the talk's recogniser look at the photograph, with what the camera saw before, and remembers what it sees now.
 * @throws TalkUnknown, PhotoGone, DeckMissing, and what the recognisers throw
 */
export async function handler(state: LiveBloggerState, context: Context): Promise<LiveBloggerState> {
  const { image, talk, takenAt } = state;
  const cameras = required("CAMERAS_TABLE");
  const [settings, { photograph, camera }] = await Promise.all([talkNamed(talk), fetchPhotograph(image)]);
  const [{ recogniser, aspect }, before] = await Promise.all([deckOf(settings), readCamera(cameras, talk, camera)]);
  const recognition = await recogniser.recognise(photograph, before?.memory);
  const { assurance, corners, memory } = recognition;
  const prediction = slideOf(recognition);
  const outcome = outcomeOf(prediction, assurance, settings.threshold);
  const answer = answerOf(recognition, prediction, outcome, photograph);
  const now = { talk, camera, lastSeen: takenAt, scene: sceneOf(photograph), answer, ...(memory && { memory }) };
  const seen = remembered(before, now);
  await writeCamera(cameras, seen);
  record("photos_recognised", 1, { outcome });
  const message = prediction === null ? "No slide of the deck" : `Slide ${prediction}`;
  logOf(state, context).info(message, { photo: image, camera, assurance, outcome, moved: recognition.moved });
  const found = { prediction, assurance, deck: settings.deck.key, ...(corners && { corners }), aspect };
  return { ...state, ...found, camera, still: seen.still, message };
}
