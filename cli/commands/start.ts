import { requireFreePorts } from "../free-ports.ts";
import type { Lan, LanOptions } from "../lan/open-door.ts";
import type { LocalOptions } from "../local-stack.ts";
import { addresses, openSession } from "../session.ts";
import type { Terminal } from "../terminal.ts";

export interface StartOptions extends LocalOptions {
  /** how the network is let in; nobody but this machine without it */
  readonly lan?: LanOptions;
}

type Spoken = Pick<Terminal, "json" | "result" | "tell" | "write">;

/** `lectern start`: runs Lectern on this machine until it is told to stop. */
export async function start(options: StartOptions, terminal: Spoken, stopped: AbortSignal): Promise<void> {
  const write = terminal.json ? terminal.tell : terminal.write;
  const open: Lan[] = [];
  try {
    // Before the first build, for a talk can be published while that goes on, and its link is to be one that phones can open.
    const session = await openSession(options, write, stopped, async (stack) => {
      const lan = await letIn(options, stack);
      if (lan) open.push(lan);
    });
    const { siteUrl, cloneUrl, apiUrl, cloud } = session.stack;
    const [lan] = open;
    terminal.result({ siteUrl, cloneUrl, apiUrl, endpoint: cloud.endpoint, ...(lan && { lanUrl: lan.url }) }, () => [
      ...addresses(session),
      ...(lan?.lines ?? []),
    ]);
    if (session.unpublished) write(`${session.unpublished}\nMend it, commit, and push again.\n`);
    write("Lectern is running. Ctrl-C stops it; nothing is lost.");
    if (!stopped.aborted)
      await new Promise<void>((resolve) => stopped.addEventListener("abort", () => resolve(), { once: true }));
    write("Stopping …");
    await session.stop();
  } finally {
    for (const lan of open) await lan.close();
  }
  write("Stopped. `npm start` goes on where this ended.");
}

async function letIn({ lan, stateFolder }: StartOptions, behind: { siteUrl: string; apiUrl: string }): Promise<Lan | undefined> {
  if (!lan) return undefined;
  await requireFreePorts({ "--lan-port": lan.port }, lan.address);
  const { openLan } = await import("../lan/open-door.ts");
  return openLan(behind, lan, stateFolder);
}
