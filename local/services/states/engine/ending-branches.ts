import type { Branching, Inside } from "./frame.ts";
import { branchesOf } from "./frame.ts";
import type { EventDraft } from "./history.ts";
import { type Occupied, occupied, type Place, placesUnder } from "./place.ts";

/** The next event that tells of what ends with the branch that failed, innermost first; undefined when all is told. */
export function nextAborted(place: Occupied, branches: Branching, failed: string | undefined): EventDraft | undefined {
  for (const child of placesUnder(place, branches)) {
    if (child.frame.path === failed) continue;
    const aborted = abortedIn(child) ?? iterationAborted(place, child, branches);
    if (aborted) return aborted;
  }
  return undefined;
}

function abortedIn(place: Place): EventDraft | undefined {
  const { frame } = place;
  if (frame.position.at !== "inside" || !isUnderWay(frame.position)) return undefined;
  const here = occupied(place, frame.position);
  const branches = branchesOf(here.inside.activity);
  const inner = branches && nextAborted(here, branches, undefined);
  if (inner) return inner;
  return here.type.abortedEvent === undefined ? undefined : { type: here.type.abortedEvent, frame: frame.path };
}

/** A state that has failed has told so already. */
function isUnderWay({ activity }: Inside): boolean {
  return activity.is !== "aborted" && activity.is !== "failed";
}

function iterationAborted({ frame, inside }: Occupied, child: Place, { iterations }: Branching): EventDraft | undefined {
  const index = child.frame.item?.index;
  if (!iterations || index === undefined || iterations.ended.has(index)) return undefined;
  const details = { name: inside.state, index };
  return { type: "MapIterationAborted", frame: frame.path, details, previousEventId: child.frame.lastEventId };
}
