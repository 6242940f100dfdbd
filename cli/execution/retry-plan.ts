/** How an execution that did not succeed is tried again; why so: README.md. Pure. */
import type { ExecutionStatus, HistoryEvent } from "@aws-sdk/client-sfn";
import type { BuildQueue } from "../../src/rules/build-queue.ts";
import { UserError } from "../errors.ts";
import { endedItself, failedState } from "./history.ts";

export type RetryPlan =
  /** goes on where it stopped */
  | { readonly by: "redrive" }
  /** from its beginning, under another name */
  | { readonly by: "start"; readonly name: string; readonly input: string }
  /** only the build of the talk's page */
  | { readonly by: "build"; readonly talk: string };

export interface Tried {
  readonly name: string;
  readonly status: ExecutionStatus;
  /** JSON text */
  readonly input: string;
  readonly events: readonly HistoryEvent[];
}

/** Step Functions takes names of so many characters. */
const LONGEST_NAME = 80;
/** From here on the live blogger has written its entry. */
const BUILDS = ["BuildSite", "WaitForBuild", "IsItBuilt", "BuiltOrNot", "CompleteSF"];

/** @param now milliseconds since the epoch @throws UserError when there is nothing to retry, or it must not be */
export function retryPlan({ name, status, input, events }: Tried, queue: Pick<BuildQueue, "published">, now: number): RetryPlan {
  if (status === "RUNNING" || status === "PENDING_REDRIVE") throw new UserError(`${name} is still running.`);
  if (status === "SUCCEEDED") throw new UserError(`${name} succeeded: there is nothing to retry.`);
  if (!endedItself(events)) return { by: "redrive" };
  const started = JSON.parse(input) as { readonly talk?: string; readonly pushedAt?: string };
  const another = anotherName(name, now);
  if (started.talk !== undefined) {
    if (BUILDS.includes(failedState(events) ?? "")) return { by: "build", talk: started.talk };
    return { by: "start", name: another, input };
  }
  const { published } = queue;
  if (published && started.pushedAt !== undefined && published.pushedAt > started.pushedAt)
    throw new UserError(
      `A later push, ${published.commitId.slice(0, 7)}, is published already: it would be replaced by an earlier one. Push again instead.`,
    );
  const again = { ...started, pushedAt: new Date(now).toISOString(), execution: another };
  return { by: "start", name: another, input: JSON.stringify(again) };
}

function anotherName(name: string, now: number): string {
  const suffix = `-again-${now.toString(36)}`;
  const base = name.replace(/-again-[0-9a-z]+$/, "");
  return `${base.slice(0, LONGEST_NAME - suffix.length)}${suffix}`;
}
