/** Whether exactly the right posts are there in the end. Pure. */
import { slideEntry } from "../../liveblogger/data/keys.ts";
import type { FedEntry } from "../photo/feed-reader.ts";
import type { ExpectedEntry } from "./play.ts";

/** What is wrong with the feed; nothing when it has exactly the entries, in their order, each as often marked as it came back. */
export function checkFeed(fed: readonly FedEntry[], expected: readonly ExpectedEntry[]): string[] {
  const have = fed.toReversed().map(({ entry, returned }) => told(entry, returned.length));
  const want = expected.map(({ slide, returns }) => told(slideEntry(slide), returns));
  return differences("the feed", have, want);
}

/** What is wrong with the talk's page as it was built; nothing when it has exactly the entries. */
export function checkPage(html: string, expected: readonly ExpectedEntry[]): string[] {
  const have = [...html.matchAll(/<li id="((?:slide|update)-[\w-]+)"/g)].map(([, entry = ""]) => entry);
  return differences(
    "the built page",
    have.toReversed(),
    expected.map(({ slide }) => slideEntry(slide)),
  );
}

const told = (entry: string, returns: number): string => (returns === 0 ? entry : `${entry} (back ${returns} ×)`);

function differences(where: string, have: readonly string[], want: readonly string[]): string[] {
  const missing = want.filter((entry) => !have.includes(entry));
  const surplus = have.filter((entry) => !want.includes(entry));
  const problems = [
    ...(missing.length > 0 ? [`${where} lacks ${missing.join(", ")}`] : []),
    ...(surplus.length > 0 ? [`${where} has ${surplus.join(", ")}, which was not shown`] : []),
  ];
  if (problems.length > 0 || have.join() === want.join()) return problems;
  return [`${where} has the entries in another order: ${have.join(", ")} instead of ${want.join(", ")}`];
}
