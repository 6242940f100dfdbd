import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { buildIndex } from "../../../liveblogger/deck/index.ts";
import type { AssuranceCoefficients } from "../../../liveblogger/recogniser/assurance.ts";
import {
  type DeckIndex,
  decodePhotograph,
  gatherEvidence,
  judge,
  type Recognition,
} from "../../../liveblogger/recogniser/index.ts";
import { isAccepted } from "./figures.ts";

/**
 * A folder of photographs with `labels.json`: `truth` lists the slides that are right, as `slide_lecture` names them; the
 * slide `ppt7` is the picture `slides/ppt7.jpg`.
 */
interface Labels {
  readonly slide_lecture: Readonly<Record<string, string>>;
  /** slides of several lectures that look alike */
  readonly similar_across_halves?: readonly (readonly string[])[];
  /** a truth of "none" is a frame between slides */
  readonly frames: readonly { readonly file: string; readonly truth: readonly string[] | "none"; readonly lecture: string }[];
  readonly negatives: readonly { readonly file: string }[];
}

export interface RealResult {
  readonly frames: readonly { readonly accepted: boolean; readonly right: boolean }[];
  /** whether it was accepted although it is nothing of the deck's */
  readonly negatives: readonly boolean[];
  /** the same for frames against an index of the other lectures' slides */
  readonly otherLectures: readonly boolean[];
}

const numberOf = (slide: string): number => Number(slide.replace(/\D/g, ""));

/** Looks at each photograph alone, in the lectures' own index and in one without the lecture's slides. */
export async function judgeRealPhotographs(
  folder: string,
  coefficients: AssuranceCoefficients,
  tell: (line: string) => void,
): Promise<RealResult> {
  const labels: Labels = JSON.parse(await readFile(join(folder, "labels.json"), "utf8"));
  const slides = Object.keys(labels.slide_lecture).sort((one, other) => numberOf(one) - numberOf(other));
  const all = await indexOf(folder, slides);
  tell(`Real photographs: indexed ${slides.length} slides`);
  const look = async (file: string, index: DeckIndex): Promise<Recognition> =>
    judge(gatherEvidence(await decodePhotograph(await readFile(join(folder, file))), index), coefficients);

  const shown = labels.frames.flatMap(({ truth, ...frame }) => (truth === "none" ? [] : [{ ...frame, truth }]));
  const between = labels.frames.filter(({ truth }) => truth === "none");
  const frames: { accepted: boolean; right: boolean }[] = [];
  for (const { file, truth } of shown) {
    const answer = await look(file, all);
    const named = [answer.slide, ...answer.indistinguishable].map((slide) => slides[(slide ?? 0) - 1]);
    frames.push({ accepted: isAccepted(answer), right: named.some((slide) => slide !== undefined && truth.includes(slide)) });
  }
  const negatives: boolean[] = [];
  for (const { file } of [...labels.negatives, ...between])
    if (existsSync(join(folder, file))) negatives.push(isAccepted(await look(file, all)));

  const otherLectures: boolean[] = [];
  const alike = new Set(labels.similar_across_halves?.flat());
  for (const lecture of new Set(shown.map((frame) => frame.lecture))) {
    const index = await indexOf(
      folder,
      slides.filter((slide) => labels.slide_lecture[slide] !== lecture),
    );
    for (const { file, truth } of shown.filter((frame) => frame.lecture === lecture))
      if (!truth.some((slide) => alike.has(slide) || labels.slide_lecture[slide] !== lecture))
        otherLectures.push(isAccepted(await look(file, index)));
    tell(`Real photographs: lecture ${lecture} against the others' slides`);
  }
  return { frames, negatives, otherLectures };
}

async function indexOf(folder: string, slides: readonly string[]): Promise<DeckIndex> {
  const pages = [];
  for (const slide of slides) {
    const picture = sharp(join(folder, "slides", `${slide}.jpg`))
      .removeAlpha()
      .toColourspace("srgb");
    const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
    pages.push({ width: info.width, height: info.height, channels: 3 as const, data: new Uint8Array(data) });
  }
  return buildIndex(pages);
}
