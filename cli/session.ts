/** What `start` and `demo` share: a running Lectern whose site is published, and how it ends. */
import type { CloudEvent } from "local-cloud";
import { UserError } from "./errors.ts";
import { Executions } from "./executions.ts";
import { type LocalOptions, type LocalStack, startLocalStack } from "./local-stack.ts";
import { narrate } from "./narrate.ts";
import { createProgress, type Progress } from "./progress.ts";
import { seedRepository } from "./seed-repository.ts";

/** The first build installs Gatsby; on a slow line that takes its time. */
const FIRST_BUILD_PATIENCE = 30 * 60_000;

export interface Session {
  readonly stack: LocalStack;
  readonly progress: Progress;
  readonly executions: Executions;
  /** Ends everything; what is under way goes on at the next start. */
  stop(): Promise<void>;
}

/** Starts the stack, seeds its repository at the first start, and waits until the site is published. @throws UserError */
export async function openSession(options: LocalOptions, write: (line: string) => void): Promise<Session> {
  const progress = createProgress(write);
  const executions = new Executions();
  const onEvent = (event: CloudEvent): void => {
    executions.hear(event);
    for (const line of narrate(event, { buildLog: true })) progress.line(line);
  };
  const stack = await startLocalStack(options, progress, onEvent);
  const stop = async (): Promise<void> => {
    progress.end();
    await stack.cloud.stop();
  };
  try {
    await publishFirst(stack, options.root, progress, executions);
  } catch (error) {
    await stop();
    throw error;
  }
  return { stack, progress, executions, stop };
}

async function publishFirst(stack: LocalStack, root: string, progress: Progress, executions: Executions): Promise<void> {
  const commit = await seedRepository(root, stack.cloneUrl, stack.branch);
  if (!commit) return;
  await progress.step(`Publishing ${commit.slice(0, 7)}, the first push (installs Gatsby: some minutes)`, async () => {
    const { status, error, cause } = await executions.endOf(commit, FIRST_BUILD_PATIENCE);
    if (status !== "SUCCEEDED") throw new UserError(`The first push was not published: ${error ?? status}. ${cause ?? ""}`);
  });
}

/** The lines that tell where everything is. */
export function addresses({ stack }: Session): string[] {
  return [
    "",
    `  Site          ${stack.siteUrl}/`,
    `  Git remote    ${stack.cloneUrl}`,
    `  AWS endpoint  ${stack.cloud.endpoint} (AWS_ENDPOINT_URL; key id and secret: local)`,
    "",
    `  Publish:      git remote add lectern ${stack.cloneUrl} && git push lectern HEAD:${stack.branch}`,
    "",
  ];
}
