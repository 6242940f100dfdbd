import { hostname } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Usage } from "./errors.ts";

export interface Options {
  readonly what: "run" | "install" | "dry-run" | "help";
  readonly url: string;
  readonly token: string;
  readonly camera: string;
  /** milliseconds */
  readonly every: number;
  readonly timeout: number;
  /** a tool's name, or a command */
  readonly with?: string | undefined;
  readonly device?: string | undefined;
  readonly input?: string | undefined;
  readonly watch?: string | undefined;
  readonly queue: string;
  readonly room: { readonly photographs: number; readonly bytes: number };
  /** of `install`: shows the unit and does nothing */
  readonly print: boolean;
}

export const HELP = `lectern-camera photographs the screen of a talk and sends what is new to its live blog.

  lectern-camera --url <upload address> --token <token>      until it is stopped
  lectern-camera --dry-run …                                 takes one photograph, sends it and says what happened on the way
  lectern-camera install …                                   makes it start with the machine (systemd); --print only shows the unit

\`lectern talk publish\` tells the upload address and the token. They may also be in LECTERN_URL and LECTERN_TOKEN, where other people
of this machine do not see them.

  --url <address>      https://…/talks/<talk>/photos
  --token <token>      the talk's token
  --every <time>       from one photograph to the next: 5s, 500ms, 1m (5s)
  --with <tool>        rpicam-still, libcamera-still, raspistill, fswebcam, ffmpeg, or any command that writes a JPEG to its standard
                       output; without it, the first of them that takes a photograph
  --device <device>    the camera, as its tool names it: /dev/video2, or 1 for the second of a Raspberry Pi
  --input <address>    what ffmpeg reads instead: rtsp://…
  --watch <folder>     sends what another program puts into a folder, instead
  --camera-id <name>   how the camera names itself: 1 to 64 letters, digits, dots, hyphens, underscores (this machine's name)
  --queue <folder>     where photographs wait for the network (lectern-camera in the state folder of systemd, or of ~/.local/state)
  --keep <number>      how many may wait, 500 unless said, and at most 500 MB; the oldest are dropped first
  --timeout <time>     how long a capture may take before it is killed (20s)

Status: 0 it was stopped; 2 the command line is wrong; 4 the token is wrong; 5 the talk has ended; 6 there is no such talk;
7 another lectern-camera uses the queue.
`;

const MOST_BYTES = 500 * 1024 * 1024;

const FLAGS = {
  url: { type: "string" },
  token: { type: "string" },
  every: { type: "string", default: "5s" },
  timeout: { type: "string", default: "20s" },
  with: { type: "string" },
  device: { type: "string" },
  input: { type: "string" },
  watch: { type: "string" },
  "camera-id": { type: "string" },
  queue: { type: "string" },
  keep: { type: "string", default: "500" },
  print: { type: "boolean", default: false },
  "dry-run": { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** @throws Usage */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): Options {
  const { values, positionals } = parsed(args);
  const [command, ...more] = positionals;
  if (more.length > 0 || (command !== undefined && command !== "install"))
    throw new Usage(`There is no command ${JSON.stringify(positionals.join(" "))}; lectern-camera --help tells what there is.`);
  const what = values.help ? "help" : command === "install" ? "install" : values["dry-run"] ? "dry-run" : "run";
  if (values.print && what !== "install") throw new Usage("--print shows what `lectern-camera install` would do.");
  if ([values.with ?? values.input, values.watch].every((given) => given !== undefined))
    throw new Usage("--watch takes its photographs from a folder, --with and --input from a camera: give one of them.");
  const isHelp = what === "help";
  return {
    what,
    url: isHelp ? "" : urlOf(values.url ?? env.LECTERN_URL),
    token: isHelp ? "" : tokenOf(values.token ?? env.LECTERN_TOKEN),
    camera: cameraOf(values["camera-id"]),
    every: milliseconds("--every", values.every, 100),
    timeout: milliseconds("--timeout", values.timeout, 1000),
    with: values.with,
    device: values.device,
    input: values.input,
    watch: values.watch,
    queue: values.queue ?? queueFolder(env),
    room: { photographs: keepOf(values.keep), bytes: MOST_BYTES },
    print: values.print,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: FLAGS, allowPositionals: true });
  } catch (error) {
    throw new Usage(`${(error as Error).message.split(". To specify")[0]}; lectern-camera --help tells what there is.`);
  }
}

function urlOf(text: string | undefined): string {
  if (!text) throw new Usage("Say where to send photographs to: --url, with the address that lectern talk publish calls Upload.");
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && ["http:", "https:"].includes(url.protocol) && /\/talks\/[a-z0-9-]{1,40}\/photos$/.test(url.pathname))
    return url.href;
  throw new Usage(`--url ${text} is no upload address: https://…/talks/<talk>/photos.`);
}

function tokenOf(text: string | undefined): string {
  if (!text) throw new Usage("Say by what right: --token, with the token that lectern talk publish told.");
  if (/^[\w.~+/-]+=*$/.test(text)) return text;
  throw new Usage("--token has characters that no token has: copy it again.");
}

function cameraOf(text: string | undefined): string {
  if (text !== undefined && !/^[\w.-]{1,64}$/.test(text))
    throw new Usage("--camera-id has 1 to 64 letters, digits, dots, hyphens, underscores.");
  return (
    text ??
    (hostname()
      .replaceAll(/[^\w.-]+/g, "-")
      .slice(0, 64) ||
      "camera")
  );
}

const UNITS = { ms: 1, s: 1000, m: 60_000 } as const;
/** More than a day is a mistake. */
const LONGEST = 86_400_000;

function milliseconds(flag: string, text: string, least: number): number {
  const [, number = "", unit = "s"] = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(text) ?? [];
  const time = number === "" ? Number.NaN : Number(number) * UNITS[unit as keyof typeof UNITS];
  if (time >= least && time <= LONGEST) return time;
  throw new Usage(`${flag} ${text} is no time: 5s, 500ms, 1m; at least ${least} ms.`);
}

function keepOf(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= 100_000) return number;
  throw new Usage(`--keep ${text} is no number of photographs, from 1 to 100000.`);
}

/** systemd names a folder that is the service's own. */
function queueFolder({ STATE_DIRECTORY, XDG_STATE_HOME, HOME = "." }: NodeJS.ProcessEnv): string {
  return STATE_DIRECTORY ?? join(XDG_STATE_HOME ?? join(HOME, ".local/state"), "lectern-camera");
}
