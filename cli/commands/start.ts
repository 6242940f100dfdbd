import type { LocalOptions } from "../local-stack.ts";
import { addresses, openSession } from "../session.ts";
import type { Terminal } from "../terminal.ts";

/** `lectern start`: runs Lectern on this machine until it is told to stop. */
export async function start(options: LocalOptions, terminal: Terminal, stopped: AbortSignal): Promise<void> {
  const write = terminal.json ? terminal.tell : terminal.write;
  const session = await openSession(options, write, stopped);
  const { siteUrl, cloneUrl, apiUrl, cloud } = session.stack;
  terminal.result({ siteUrl, cloneUrl, apiUrl, endpoint: cloud.endpoint }, () => addresses(session));
  if (session.unpublished) write(`${session.unpublished}\nMend it, commit, and push again.\n`);
  write("Lectern is running. Ctrl-C stops it; nothing is lost.");
  if (!stopped.aborted) await new Promise<void>((resolve) => stopped.addEventListener("abort", () => resolve(), { once: true }));
  write("Stopping …");
  await session.stop();
  write("Stopped. `npm start` goes on where this ended.");
}
