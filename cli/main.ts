/** The `lectern` command. */
import { resolve } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { deckCommand } from "./commands/deck.ts";
import { failuresCommand } from "./commands/failures.ts";
import { recogniseCommand } from "./commands/recognise.ts";
import { releaseCommand } from "./commands/release.ts";
import { talkCommand } from "./commands/talk.ts";
import { Stopped, UserError } from "./errors.ts";
import { explainFullDisk } from "./full-disk.ts";
import type { LocalOptions } from "./local-stack.ts";

const ROOT = resolve(import.meta.dirname, "..");

const write = (line: string): void => void process.stdout.write(`${line}\n`);
/** For what is no result: a pipe gets only what is asked for. */
const tell = (line: string): void => void process.stderr.write(`${line}\n`);

/** Whoever reads the output may have had enough of it, as `| head -1` has. */
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

function port(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 65_535)
    throw new InvalidArgumentError("a port is a number from 1 to 65535");
  return number;
}

/** One Ctrl-C in a terminal can arrive twice at once: from the terminal, and passed on by npm. */
const SAME_KEYPRESS = 1_000;

/** Aborted by the first Ctrl-C, which stops cleanly; the second one does not wait. */
function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  let first = 0;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (stopping.signal.aborted && Date.now() - first > SAME_KEYPRESS) process.exit(130);
      first ||= Date.now();
      stopping.abort();
    });
  }
  return stopping.signal;
}

interface Flags {
  readonly port: number;
  readonly sitePort: number;
  readonly apiPort: number;
  readonly branch: string;
  readonly phone: string;
  readonly state: string;
  readonly once?: boolean;
}

const localOptions = (flags: Flags): LocalOptions => ({
  root: ROOT,
  stateFolder: resolve(flags.state),
  gatewayPort: flags.port,
  sitePort: flags.sitePort,
  apiPort: flags.apiPort,
  branch: flags.branch,
  phone: flags.phone,
});

const runsLocally = (command: Command): Command =>
  command
    .addOption(new Option("--port <port>", "where the AWS services listen").default(4566).argParser(port))
    .addOption(new Option("--site-port <port>", "where the site is served").default(4580).argParser(port))
    .addOption(new Option("--api-port <port>", "where cameras upload to").default(4590).argParser(port))
    .option("--branch <name>", "the branch whose pushes publish", "main")
    .option("--phone <number>", "whom notices are texted to; shown in this terminal, never sent", "+15555550100")
    .option("--state <folder>", "where everything is kept", resolve(ROOT, ".lectern"));

const program = new Command("lectern").description("A website that publishes itself: when you git push, and while you speak.");

runsLocally(program.command("start"))
  .description("run Lectern on this machine: AWS services, git remote and site, from the packaged serverless.yml")
  .action(async (flags: Flags) => {
    const stopped = stopSignal();
    const { start } = await import("./commands/start.ts");
    await start(localOptions(flags), write, stopped);
  });

runsLocally(program.command("demo"))
  .description("start, push a post and show each state until it is published, then play a talk and show it being blogged")
  .option("--once", "end after the talk, with a table: status 0, or non-zero and the reason")
  .action(async (flags: Flags) => {
    const stopped = stopSignal();
    const { demo } = await import("./commands/demo.ts");
    await demo({ ...localOptions(flags), once: flags.once ?? false }, write, stopped);
  });

program.addCommand(deckCommand({ write, tell, stopSignal }));
program.addCommand(recogniseCommand({ write, tell, stopSignal }));
program.addCommand(talkCommand({ write, tell, stopSignal }, port));
program.addCommand(releaseCommand(write, port));
program.addCommand(failuresCommand(write, port));

/** The local AWS, whose errors are known to `explain`, is loaded only by who needs it: that takes most of a second. */
async function explained(error: unknown): Promise<string> {
  if (error instanceof UserError) return explainFullDisk(error.message) ?? error.message;
  const { explain } = await import("./explain.ts");
  return explain(error);
}

try {
  await program.parseAsync();
} catch (error) {
  tell(`\n${await explained(error)}`);
  process.exitCode = error instanceof Stopped ? 130 : 1;
}
