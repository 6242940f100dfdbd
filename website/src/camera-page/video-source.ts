import type { CameraClock } from "../camera/age.ts";
import { CaptureFailed } from "../camera/errors.ts";
import type { Photograph, Source } from "../camera/source.ts";
import { thumbnailOf } from "../camera/thumbnail.ts";

/** The pixels of a photograph's longer side: the recogniser looks at no more. */
const LONGEST = 1920;
const QUALITY = 0.88;
/** Wide enough to compare photographs by. */
const LOOK_WIDTH = 640;

/** Takes photographs of what a video element shows. */
export class VideoSource implements Source {
  readonly name: string;
  readonly #video: HTMLVideoElement;
  readonly #clock: CameraClock;
  readonly #photograph = document.createElement("canvas");
  readonly #look = document.createElement("canvas");

  constructor(video: HTMLVideoElement, name: string, clock: CameraClock) {
    this.name = name;
    this.#video = video;
    this.#clock = clock;
  }

  async next(): Promise<Photograph> {
    const { videoWidth, videoHeight } = this.#video;
    if (videoWidth === 0 || this.#video.ended) throw new CaptureFailed("died", "There is no picture.");
    const takenAt = this.#clock.now();
    const scale = Math.min(1, LONGEST / Math.max(videoWidth, videoHeight));
    const [width, height] = [Math.round(videoWidth * scale), Math.round(videoHeight * scale)];
    draw(this.#video, this.#photograph, width, height);
    // The same moment as the photograph, not that of a later call.
    const pixels = draw(this.#photograph, this.#look, LOOK_WIDTH, Math.round((LOOK_WIDTH * height) / width));
    const blob = await new Promise<Blob | null>((resolve) => this.#photograph.toBlob(resolve, "image/jpeg", QUALITY));
    if (!blob) throw new CaptureFailed("no whole JPEG", "The browser made no JPEG of the picture.");
    const bytes = new Uint8Array(await blob.arrayBuffer());
    return { bytes, width, height, takenAt, look: () => thumbnailOf(pixels, 4) };
  }
}

function draw(from: CanvasImageSource, on: HTMLCanvasElement, width: number, height: number): ImageData {
  [on.width, on.height] = [width, height];
  const context = on.getContext("2d", { willReadFrequently: true });
  if (!context) throw new CaptureFailed("died", "The browser gives no memory for a picture.");
  context.drawImage(from, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}
