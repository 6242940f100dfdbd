/** Which pushes publish, and under which name. */
import { createHash } from "node:crypto";
import type { PushedReference } from "./push-event.ts";
import type { SiteBuilderInput } from "./site-builder-state.ts";

/** Why a changed reference publishes nothing; undefined when it does. */
export function reasonNotToPublish(pushed: PushedReference, branch: string): string | undefined {
  if (pushed.reference !== `refs/heads/${branch}`) return `${pushed.reference} is not the publishing branch ${branch}`;
  if (pushed.deleted) return `the publishing branch ${branch} was deleted; the site stays as it is`;
  return undefined;
}

/**
 * The execution's name: a push's fingerprint, so that a redelivered event starts nothing anew, while
 * a later push of the same commit (a reset) does. Within Step Functions' 80 characters of [0-9a-f-].
 */
export function executionName({ repository, reference, eventId, commitId }: PushedReference): string {
  const hash = createHash("sha256").update([repository, reference, eventId].join("\n")).digest("hex");
  return `${commitId.slice(0, 7)}-${hash.slice(0, 32)}`;
}

/** What the site builder is started with for a push to `branch`. */
export function siteBuilderInput(pushed: PushedReference, branch: string): SiteBuilderInput {
  const { commitId, repository, pushedAt } = pushed;
  return { commitId, repository, branch, pushedAt, execution: executionName(pushed) };
}
