import { distance } from "../edit-distance.ts";

/** Of the names that are known the one that was most likely meant; undefined when none is like it. */
export function likeliest(written: string, known: Iterable<string>): string | undefined {
  const wrong = plain(written);
  const most = wrong.length < 4 ? 1 : Math.max(2, Math.floor(wrong.length / 3));
  let [best, least]: [string | undefined, number] = [undefined, most + 1];
  for (const name of known) {
    const far = distance(wrong, plain(name), most);
    if (far < least) [best, least] = [name, far];
  }
  return best;
}

/** `time_zone`, `Time Zone` and `timezone` are the same name to whoever wrote it. */
const plain = (name: string): string => name.toLowerCase().replace(/[\s_-]/g, "");
