/** What became of a push's build after its execution had stopped asking. */
import { failureFor } from "./asking.ts";
import { type BuildQueue, endOf } from "./build-queue.ts";
import type { SiteBuilderState } from "./site-builder-state.ts";

/**
 * The state of a push that ran out of patience with a service, as it would be had it asked once more: others move the
 * queue too, and its build may have ended by now. Any other state is given back as it is.
 */
export function settled(state: SiteBuilderState, queue: BuildQueue): SiteBuilderState {
  const { error, buildId, execution } = state;
  const end = error ? endOf(queue, buildId ?? execution) : undefined;
  if (!error || !end) return state;
  const failure = failureFor(state, end);
  if (failure?.name === error.Error) return state;
  const { error: _, ...asked } = state;
  if (!failure) return { ...asked, builtCommitId: end.commitId, builtPushedAt: end.pushedAt, buildSeconds: end.seconds };
  return { ...asked, error: { Error: failure.name, Cause: failure.message } };
}
