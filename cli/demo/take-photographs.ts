import { type BytesImage, negativeScreen, takePositive, takeSequence } from "../../liveblogger/augment/index.ts";
import { openDeck } from "../../liveblogger/deck/index.ts";
import { seededRandom } from "../../liveblogger/seeded-random.ts";
import type { Shot } from "./play.ts";

const SET = "report";
const SEED = "hall";

/**
 * Takes the play's photographs, in its order: those of the tripod from one place, those of the telephone each from another. The same
 * deck and play give the same bytes. A photograph that is sent once more is the same array.
 */
export async function* takePhotographs(deck: string, play: readonly Shot[]): AsyncGenerator<Uint8Array> {
  const { source } = await openDeck(deck);
  try {
    const screen = async ({ slide, negative }: Shot, place: number): Promise<BytesImage | undefined> => {
      if (slide !== null) return (await source.read(slide)).image;
      return negative && negativeScreen(negative, [], seededRandom(`${SEED}/negative ${place}`));
    };
    const screens = await Promise.all(play.map((shot, place) => (shot.again === undefined ? screen(shot, place) : undefined)));
    const onTripod = play.flatMap((shot, place) => (isNewOf(shot, "tripod") ? [screens[place]] : []));
    const tripod = takeSequence(onTripod, { set: SET, level: "easy", seed: `${SEED}/tripod` });
    const taken: Uint8Array[] = [];
    for (const [place, shot] of play.entries()) {
      taken.push(shot.again === undefined ? await take(shot, place) : (taken[place - shot.again] as Uint8Array));
      yield taken[place] as Uint8Array;
    }

    async function take(shot: Shot, place: number): Promise<Uint8Array> {
      if (shot.camera === "tripod") return (await tripod.next()).value.jpeg;
      const page = screens[place];
      if (!page) throw new Error(`The shot ${place} of the play has nothing on the screen.`);
      return (await takePositive(page, { set: SET, level: shot.level, seed: `${SEED}/phone ${place}` })).jpeg;
    }
  } finally {
    source.close();
  }
}

const isNewOf = ({ camera, again }: Shot, wanted: Shot["camera"]): boolean => camera === wanted && again === undefined;
