import { Counts } from "../camera/counts.ts";
import type { CameraLink } from "../camera/link.ts";
import { sendAll } from "../camera/send.ts";
import { takePhotographs } from "../camera/take.ts";
import { uploadTo } from "../camera/upload.ts";
import type { CameraView } from "../camera/view.ts";
import { wait } from "../camera/wait.ts";
import { askView } from "./ask-view.ts";
import { BrowserQueue } from "./browser-queue.ts";
import { cameraName } from "./camera-name.ts";
import { type Kind, openStream } from "./open-stream.ts";
import { pageClock } from "./page-clock.ts";
import { stayAwake } from "./stay-awake.ts";
import { VideoSource } from "./video-source.ts";

/** What may wait in a browser. */
const ROOM = { photographs: 200, bytes: 150 * 1024 * 1024 };
/** How often it is looked how things stand, in milliseconds; the server is asked a little less often. */
const LOOK_EVERY = 500;
const ASK_EVERY = 2_000;

/** How a camera that runs is getting on. */
export interface Progress {
  readonly taken: number;
  readonly sent: number;
  readonly waiting: number;
  readonly dropped: number;
  readonly isAwake: boolean;
  /** the last thing that people should know */
  readonly said: string;
  readonly view: CameraView | undefined;
}

export interface Started {
  /** Resolves when it ends by itself: the person stopped sharing, or the server wants no more. Its words say why. */
  readonly ended: Promise<string>;
  stop(): void;
}

export interface StartOptions {
  readonly link: CameraLink;
  readonly kind: Kind;
  /** milliseconds from one photograph to the next, asked before each */
  readonly every: () => number;
  readonly video: HTMLVideoElement;
  readonly told: (progress: Progress) => void;
}

/** Opens the camera or the screen and sends what is new, until it is stopped. @throws CannotSee */
export async function startCamera({ link, kind, every, video, told }: StartOptions): Promise<Started> {
  const stream = await openStream(kind);
  const [track] = stream.getVideoTracks();
  video.srcObject = stream;
  await video.play();
  const [clock, counts, stopping] = [pageClock(), new Counts(), new AbortController()];
  const queue = await BrowserQueue.open(link.talk, { room: ROOM, clock, counts });
  const camera = cameraName();
  const source = new VideoSource(video, track?.label || kind, clock);
  const state: { isAwake: boolean; said: string; view: CameraView | undefined } = { isAwake: false, said: "", view: undefined };
  const say = (line: string): void => {
    state.said = line;
  };
  const letSleep = stayAwake((isAwake) => {
    state.isAwake = isAwake;
  });
  const tell = (): void => {
    const { taken, sent, dropped } = counts;
    told({ taken, sent, waiting: queue.size, dropped, ...state });
  };
  const telling = setInterval(tell, LOOK_EVERY);
  const stopped = stopping.signal;
  const taking = { source, queue, clock, counts, say, every: 0, wait: () => wait(every(), stopped) };
  const ended = Promise.race([
    takePhotographs(taking, stopped).then(() => "Stopped."),
    sendAll({ queue, upload: uploadTo({ ...link, camera }), counts, say, wait, random: Math.random }, stopped).then(
      () => "Stopped.",
    ),
    keepAsking(link, camera, (view) => Object.assign(state, { view }), stopped).then(() => "Stopped."),
    new Promise<string>((resolve) => track?.addEventListener("ended", () => resolve("The picture ended."))),
  ]).catch((error: Error) => error.message);
  const stop = (): void => {
    if (stopped.aborted) return;
    stopping.abort();
    clearInterval(telling);
    letSleep();
    for (const each of stream.getTracks()) each.stop();
    video.srcObject = null;
    tell();
  };
  return { ended: ended.finally(stop), stop };
}

async function keepAsking(
  link: CameraLink,
  camera: string,
  told: (view: CameraView) => void,
  stopped: AbortSignal,
): Promise<void> {
  while (!stopped.aborted) {
    const view = await askView(link, camera, stopped);
    if (view) told(view);
    await wait(ASK_EVERY, stopped);
  }
}
