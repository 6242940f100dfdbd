/** What `start` and `demo` share: a running Lectern whose site is published, and how it ends. */
import type { CloudEvent } from "local-cloud";
import { Interrupted } from "./errors.ts";
import { Executions, explainEnd } from "./executions.ts";
import { findEnded } from "./find-execution.ts";
import { remoteCommit } from "./git.ts";
import { type LocalOptions, type LocalStack, startLocalStack } from "./local-stack.ts";
import { createNarrator, isUrgent } from "./narrate.ts";
import { createProgress, type Progress } from "./progress.ts";
import { seedRepository } from "./seed-repository.ts";

/** The first build installs Gatsby; on a slow line that takes its time. */
const FIRST_BUILD_PATIENCE = 30 * 60_000;

export interface Session {
  readonly stack: LocalStack;
  readonly progress: Progress;
  readonly executions: Executions;
  /** Why there is no site to read yet, when the push that should have published it failed. */
  readonly unpublished: string | undefined;
  /** Meanwhile only what is urgent is told of what happens. */
  quietly<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Ends everything; what is under way goes on at the next start. */
  stop(): Promise<void>;
}

/**
 * Starts the stack, seeds its repository at the first start, and waits until there is a site.
 * @param onStack what is to be done before that, which may take minutes @throws UserError, Interrupted
 */
export async function openSession(
  options: LocalOptions,
  write: (line: string) => void,
  stopped: AbortSignal,
  onStack?: (stack: LocalStack) => Promise<void>,
): Promise<Session> {
  const progress = createProgress(write);
  const executions = new Executions();
  const narrate = createNarrator(options.branch);
  const onEvent = (event: CloudEvent): void => {
    executions.hear(event);
    const lines = narrate(event);
    if (!isQuiet || isUrgent(event)) for (const line of lines) progress.line(line);
  };
  let isQuiet = false;
  const quietly = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    isQuiet = true;
    try {
      return await work();
    } finally {
      isQuiet = false;
    }
  };
  const stack = await startLocalStack(options, progress, onEvent).catch((error: unknown) => {
    progress.end();
    throw stopped.aborted ? new Interrupted() : error;
  });
  const stop = async (): Promise<void> => {
    progress.end();
    await stack.cloud.stop();
  };
  try {
    await onStack?.(stack);
    const unpublished = await publishFirst(stack, options.root, { progress, executions, stopped });
    return { stack, progress, executions, unpublished, quietly, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Watching = Pick<Session, "progress" | "executions"> & { readonly stopped: AbortSignal };

/** The push that a reader waits for: this checkout's at the first start, or an earlier one that was interrupted. */
async function awaitedCommit({ siteUrl, cloneUrl, branch }: LocalStack, root: string): Promise<string | undefined> {
  const seeded = await seedRepository(root, cloneUrl, branch);
  if (seeded) return seeded;
  const { status } = await fetch(`${siteUrl}/`, { method: "HEAD" });
  return status === 200 ? undefined : remoteCommit(cloneUrl, branch);
}

/** The first push did not get to the site. */
class NotPublished extends Error {}

/** Waits until there is a site. Gives the reason when there is none because its push failed. */
async function publishFirst(
  stack: LocalStack,
  root: string,
  { progress, executions, stopped }: Watching,
): Promise<string | undefined> {
  const commit = await awaitedCommit(stack, root);
  if (!commit) return undefined;
  const title = `Publishing ${commit.slice(0, 7)} (the first build installs Gatsby: some minutes)`;
  try {
    await progress.step(title, async () => {
      const ended = (await findEnded(stack, commit)) ?? (await executions.endOf(commit, FIRST_BUILD_PATIENCE, stopped));
      if (ended.status !== "SUCCEEDED") throw new NotPublished(`${commit.slice(0, 7)} was not published: ${explainEnd(ended)}`);
    });
    return undefined;
  } catch (error) {
    if (error instanceof NotPublished) return error.message;
    throw error;
  }
}

/** The lines that tell where everything is. */
export function addresses({ stack }: Session): string[] {
  return [
    "",
    `  Site          ${stack.siteUrl}/`,
    `  Git remote    ${stack.cloneUrl}`,
    `  Cameras       ${stack.apiUrl}`,
    `  AWS endpoint  ${stack.cloud.endpoint} (AWS_ENDPOINT_URL; key id and secret: local)`,
    "",
    `  Write:        git clone ${stack.cloneUrl} my-site, commit a post, git push`,
    "",
  ];
}
