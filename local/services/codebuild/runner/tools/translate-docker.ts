/** What a build's `docker …` becomes: the same words for the engine of this machine, and for the registry where it really is. */
import type { EngineName } from "../containers/engine.ts";

export interface Translation {
  readonly engine: EngineName;
  /** Options that come before every command. */
  readonly options: readonly string[];
  /** The registry's host in images' addresses, and where it is. Without an address there is no registry. */
  readonly registry: { readonly host: string; readonly address?: string | undefined };
}

/** The command can't be given to this machine's engine; the message says why. */
export class NotTranslated extends Error {
  override readonly name = "NotTranslated";
}

/** What buildah calls docker's commands, and what it needs besides. */
const BUILDAH: Readonly<Record<string, readonly string[]>> = {
  // In docker's own format: that is what the same command pushes on AWS.
  build: ["bud", "--isolation", "chroot", "--format", "docker"],
  images: ["images"],
  login: ["login"],
  logout: ["logout"],
  pull: ["pull"],
  push: ["push"],
  rmi: ["rmi"],
  tag: ["tag"],
  version: ["version"],
};

/** Commands that speak to a registry. */
const REMOTE = new Set(["build", "login", "pull", "push"]);

/** The engine's arguments. @throws NotTranslated */
export function translateDocker(args: readonly string[], { engine, options, registry }: Translation): string[] {
  const here = args.map((arg) => placed(arg, registry));
  if (engine === "docker") return [...options, ...here];
  const [command = "", ...rest] = here;
  const insecure = REMOTE.has(command) && rest.some(isOnLoopback) ? ["--tls-verify=false"] : [];
  if (engine === "podman") return [...options, command, ...insecure, ...rest];
  const known = BUILDAH[command];
  if (known === undefined) {
    throw new NotTranslated(
      `docker ${command}: this machine builds images with buildah, which is given only docker's ${Object.keys(BUILDAH).join(", ")}. Start docker or podman for the rest.`,
    );
  }
  return [...options, ...known, ...insecure, ...rest];
}

/** The argument with the registry's address in the place of its name. @throws NotTranslated without a registry */
function placed(arg: string, { host, address }: Translation["registry"]): string {
  if (!arg.includes(host)) return arg;
  if (address !== undefined) return arg.replaceAll(host, address);
  throw new NotTranslated(
    `${host}: this machine has no registry to keep images in. Install docker-registry (Debian's package of that name).`,
  );
}

/** Whether it names something in a registry of this machine, to which no engine but docker speaks without TLS unless told. */
function isOnLoopback(arg: string): boolean {
  return /(^|[=/])(127\.0\.0\.1|localhost)(:\d+)?(\/|$)/.test(arg);
}
