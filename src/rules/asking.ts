/** Whoever asks the build queue: a push for its commit, a talk for its live posts. */
import { JoinedBuildFailed } from "../errors.ts";
import { failureOf } from "./build-outcome.ts";
import { type BuildQueue, type EndedBuild, type Granted, request, requestLive } from "./build-queue.ts";
import { type BuildAsker, isTalk } from "./build-ticket.ts";

/** What the asker wants of the queue. @param imageOf gives the address of a tag's image */
export function wishOf(asker: BuildAsker, imageOf: (contentTag: string) => string): (queue: BuildQueue) => Granted {
  if (isTalk(asker)) return (queue) => requestLive(queue, asker.execution);
  const { commitId, contentTag, execution: ticket, pushedAt } = asker;
  const wish = { ticket, commitId, pushedAt, ...(contentTag && { image: imageOf(contentTag) }) };
  return (queue) => request(queue, wish);
}

/** Whether the ended build is told of and measured by this asker, rather than by another that it holds too. */
export const isOwn = (asker: BuildAsker, end: EndedBuild): boolean =>
  // A push by when it was made, not by its commit: a reset pushes an earlier commit again.
  isTalk(asker) ? end.live === true && end.ticket === asker.buildId : end.pushedAt === asker.pushedAt;

/** The error that ends the asker's execution when its build ended in any way but SUCCEEDED. */
export function failureFor(asker: BuildAsker, end: EndedBuild): Error | undefined {
  if (isTalk(asker)) return failureOf("The build of the live posts", end);
  const failure = failureOf(`The build of ${end.commitId.slice(0, 7)}`, end);
  return failure && !isOwn(asker, end) ? new JoinedBuildFailed(failure.message) : failure;
}
