/** What whoever holds a camera is shown of it (`GET /talks/{talk}/cameras/{camera}`): what its last photograph was recognised as. */
import type { CameraAnswer, CameraItem } from "../data/camera-item.ts";
import type { Recognition, RgbImage } from "../recogniser/index.ts";
import type { RecognitionOutcome } from "./recognised.ts";
import { type HttpAnswer, Refusal } from "./refusal.ts";

/** The camera that is asked about, as it names itself. @throws Refusal */
export function cameraOf(pathParameters: Readonly<Record<string, string | undefined>> | undefined): string {
  const camera = pathParameters?.camera ?? "";
  if (/^[\w.-]{1,64}$/.test(camera)) return camera;
  throw new Refusal(400, "A camera's name has 1 to 64 letters, digits, dots, hyphens, underscores.");
}

/** What is remembered of a recognition to be shown. Corners become parts of the photograph, so that its size does not matter. */
export function answerOf(
  { assurance, corners }: Pick<Recognition, "assurance" | "corners">,
  slide: number | null,
  outcome: RecognitionOutcome,
  { width, height }: Pick<RgbImage, "width" | "height">,
): CameraAnswer {
  const part = (value: number, of: number): number => Math.round(((value + 0.5) / of) * 10_000) / 10_000;
  const parts = corners?.map(({ x, y }) => ({ x: part(x, width), y: part(y, height) }));
  return { slide, assurance, outcome, ...(parts && { corners: parts }) };
}

/** Without a photograph yet, nothing is known of the camera, which is no fault. */
export function viewAnswer(camera: string, item: CameraItem | undefined): HttpAnswer {
  return {
    statusCode: 200,
    headers: { "content-type": "application/json", "cache-control": "no-store" },
    body: JSON.stringify({ camera, lastSeen: item?.lastSeen ?? null, ...item?.answer }),
  };
}
