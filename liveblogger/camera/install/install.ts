import { execFile } from "node:child_process";
import { chmod, copyFile, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { Usage } from "../errors.ts";
import type { Options } from "../options.ts";
import { environmentOf, unitOf } from "./unit.ts";

const PROGRAM = "/usr/local/lib/lectern-camera/lectern-camera.mjs";
const ENVIRONMENT = "/etc/lectern-camera.env";
const UNIT = "/etc/systemd/system/lectern-camera.service";

/** The machine that it is installed on; tests have one in a folder. */
export interface Machine {
  /** the paths of Node and of the program that runs */
  readonly node: string;
  readonly program: string;
  /** before every path */
  readonly root: string;
  systemctl(...args: readonly string[]): Promise<void>;
}

export const thisMachine = (program: string): Machine => ({
  node: process.execPath,
  program,
  root: "/",
  systemctl: async (...args) => void (await promisify(execFile)("systemctl", args)),
});

/** Makes the camera start with the machine, and starts it. @throws Usage when it may not, or there is no systemd */
export async function install(
  options: Options,
  args: readonly string[],
  machine: Machine,
  say: (line: string) => void,
): Promise<void> {
  const unit = unitOf({ node: machine.node, program: PROGRAM, args: withoutSecrets(args), environmentFile: ENVIRONMENT });
  if (options.print) {
    say(`# ${UNIT}\n${unit}`);
    say(`# ${ENVIRONMENT} (root alone may read it)\nLECTERN_URL=${options.url}\nLECTERN_TOKEN=…\n`);
    say(`# ${PROGRAM} (a copy of this program)`);
    return;
  }
  if (/^\/(home|root)\//.test(machine.node))
    throw new Usage(
      `The service can't see ${machine.node}: install Node for everybody (apt install nodejs), and run this with it.`,
    );
  await allowed(async () => {
    await put(machine, PROGRAM, (path) => copyFile(machine.program, path), 0o755, say);
    const secrets = environmentOf(options.url, options.token);
    await put(machine, ENVIRONMENT, (path) => writeFile(path, secrets, { mode: 0o600 }), 0o600, say);
    await put(machine, UNIT, (path) => writeFile(path, unit), 0o644, say);
    for (const order of [["daemon-reload"], ["enable", "lectern-camera.service"], ["restart", "lectern-camera.service"]]) {
      await machine.systemctl(...order);
      say(`Ran systemctl ${order.join(" ")}`);
    }
  });
  say("The camera runs, and starts with the machine. What it says: journalctl -fu lectern-camera");
  say("To take it away: systemctl disable --now lectern-camera, and remove the three files.");
}

async function put(
  { root }: Machine,
  path: string,
  write: (path: string) => Promise<void>,
  mode: number,
  say: (line: string) => void,
): Promise<void> {
  const place = join(root, path);
  await mkdir(dirname(place), { recursive: true });
  await write(place);
  await chmod(place, mode);
  say(`Wrote ${path}`);
}

async function allowed(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "EACCES" || code === "EPERM") throw new Usage(`This needs root: run it with sudo. (${message})`);
    if (code === "ENOENT") throw new Usage(`This machine has no systemd: start lectern-camera by its own means. (${message})`);
    throw error;
  }
}

const SECRETS = ["--url", "--token"];

/** The command line without what the environment file has, and without what was meant for the installation. */
function withoutSecrets(args: readonly string[]): string[] {
  return args.filter(
    (arg, i) =>
      arg !== "install" &&
      arg !== "--print" &&
      !SECRETS.includes(arg) &&
      !SECRETS.includes(args[i - 1] ?? "") &&
      !SECRETS.some((name) => arg.startsWith(`${name}=`)),
  );
}
