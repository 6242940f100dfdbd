import { resolve } from "node:path";
import { Command, Option } from "commander";
import type { LocalOptions } from "../local-stack.ts";
import { port } from "../parse-numbers.ts";
import type { SiteImage } from "../site-image.ts";
import type { Terminal } from "../terminal.ts";

const ROOT = resolve(import.meta.dirname, "../..");

interface Flags {
  readonly port: number;
  readonly sitePort: number;
  readonly apiPort: number;
  readonly branch: string;
  readonly phone: string;
  readonly state: string;
  readonly image?: SiteImage;
  readonly baseImage: string;
  readonly once?: boolean;
  readonly lan?: boolean;
  readonly lanPort: number;
  readonly lanAddress: string;
}

const localOptions = (flags: Flags): LocalOptions => ({
  root: ROOT,
  stateFolder: resolve(flags.state),
  gatewayPort: flags.port,
  sitePort: flags.sitePort,
  apiPort: flags.apiPort,
  branch: flags.branch,
  phone: flags.phone,
  siteImage: flags.image,
  baseImage: flags.baseImage,
});

const runsLocally = (command: Command): Command =>
  command
    .addOption(new Option("--port <port>", "where the AWS services listen").default(4566).argParser(port))
    .addOption(new Option("--site-port <port>", "where the site is served").default(4580).argParser(port))
    .addOption(new Option("--api-port <port>", "where cameras upload to").default(4590).argParser(port))
    .option("--branch <name>", "the branch whose pushes publish", "main")
    .option("--phone <number>", "whom notices are texted to; shown in this terminal, never sent", "+15555550100")
    .addOption(
      new Option(
        "--image <which>",
        "build the site in an image of its own, as on AWS, or in none (default: own, if there are an engine, docker-registry and the image to begin with)",
      ).choices(["own", "standard"]),
    )
    .option("--base-image <address>", "what the image begins with, instead of Node's official one", "")
    .option("--state <folder>", "where everything is kept", resolve(ROOT, ".lectern"));

/** `lectern start`. */
export const startCommand = (terminal: Terminal): Command =>
  runsLocally(new Command("start"))
    .description("run Lectern on this machine: AWS services, git remote and site, from the packaged serverless.yml")
    .option("--lan", "let phones in this network read the site and be cameras, over HTTPS; all else stays on this machine")
    .addOption(new Option("--lan-port <port>", "where the network reaches it").default(4543).argParser(port))
    .option("--lan-address <address>", "on which of this machine's addresses it listens", "0.0.0.0")
    .action(async (flags: Flags) => {
      const stopped = terminal.stopSignal();
      const { start } = await import("./start.ts");
      const lan = flags.lan ? { port: flags.lanPort, address: flags.lanAddress } : undefined;
      await start({ ...localOptions(flags), ...(lan && { lan }) }, terminal, stopped);
    });

/** `lectern demo`. */
export const demoCommand = (terminal: Terminal): Command =>
  runsLocally(new Command("demo"))
    .description("start, push a post and show each state until it is published, then play a talk and show it being blogged")
    .option("--once", "end after the talk, with a table: status 0, or non-zero and the reason")
    .action(async (flags: Flags) => {
      const stopped = terminal.stopSignal();
      const { demo } = await import("./demo.ts");
      await demo({ ...localOptions(flags), once: flags.once ?? false }, terminal, stopped);
    });
