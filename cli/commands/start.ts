import { requireFreePorts } from "../free-ports.ts";
import type { Lan, LanOptions } from "../lan/open-door.ts";
import type { LocalOptions } from "../local-stack.ts";
import { addresses, openSession } from "../session.ts";
import type { Terminal } from "../terminal.ts";

export interface StartOptions extends LocalOptions {
  /** how the network is let in; nobody but this machine without it */
  readonly lan?: LanOptions;
}

/** `lectern start`: runs Lectern on this machine until it is told to stop. */
export async function start(options: StartOptions, terminal: Terminal, stopped: AbortSignal): Promise<void> {
  const write = terminal.json ? terminal.tell : terminal.write;
  const session = await openSession(options, write, stopped);
  const { siteUrl, cloneUrl, apiUrl, cloud } = session.stack;
  const lan = await letIn(options, session.stack).catch(async (error: unknown) => {
    await session.stop();
    throw error;
  });
  terminal.result({ siteUrl, cloneUrl, apiUrl, endpoint: cloud.endpoint, ...(lan && { lanUrl: lan.url }) }, () => [
    ...addresses(session),
    ...(lan?.lines ?? []),
  ]);
  if (session.unpublished) write(`${session.unpublished}\nMend it, commit, and push again.\n`);
  write("Lectern is running. Ctrl-C stops it; nothing is lost.");
  if (!stopped.aborted) await new Promise<void>((resolve) => stopped.addEventListener("abort", () => resolve(), { once: true }));
  write("Stopping …");
  await lan?.close();
  await session.stop();
  write("Stopped. `npm start` goes on where this ended.");
}

async function letIn({ lan, stateFolder }: StartOptions, behind: { siteUrl: string; apiUrl: string }): Promise<Lan | undefined> {
  if (!lan) return undefined;
  await requireFreePorts({ "--lan-port": lan.port }, lan.address);
  const { openLan } = await import("../lan/open-door.ts");
  return openLan(behind, lan, stateFolder);
}
