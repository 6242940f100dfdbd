/** The traffic cop's item in the `current` table. */
import { required } from "../../src/environment.ts";
import { changeContent, readContent } from "../../src/steps/versioned-item.ts";
import { NOTHING_SEEN, type TrafficCop } from "../rules/traffic-cop.ts";

const placeOf = (talk: string) => ({ table: required("CURRENT_TABLE"), key: { talk } });

/** Applies a transition of the traffic cop (see changeContent). @throws ItemContention */
export const changeTrafficCop = async (talk: string, transition: (cop: TrafficCop) => TrafficCop): Promise<TrafficCop> =>
  changeContent(placeOf(talk), NOTHING_SEEN, transition);

export const readTrafficCop = async (talk: string): Promise<TrafficCop> => readContent(placeOf(talk), NOTHING_SEEN);
