/** A container engine of this machine, as one build uses it: logged in where the build is, and nowhere of the user's. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { runProgram } from "../run-program.ts";

export type EngineName = "buildah" | "docker" | "podman";

export interface Engine {
  readonly name: EngineName;
  /** Options that come before every command. */
  readonly options: readonly string[];
  /** What its process needs in its environment. */
  readonly environment: Readonly<Record<string, string>>;
}

/** A command of the engine failed; the message is the engine's own. */
export class EngineFailed extends Error {
  override readonly name = "EngineFailed";
}

export interface EngineFolders {
  /** buildah's images and containers, apart from the user's own. The others keep theirs. */
  readonly storage: string;
  /** Where logging in is remembered. */
  readonly logins: string;
}

export async function openEngine(name: EngineName, { storage, logins }: EngineFolders): Promise<Engine> {
  const host = hostEnvironment();
  if (name !== "docker") {
    const options = name === "buildah" ? await storageOptions(storage) : [];
    return { name, options, environment: { ...host, REGISTRY_AUTH_FILE: join(logins, "auth.json") } };
  }
  // Its settings hold the logins, and which daemon is meant.
  const daemon = host.DOCKER_HOST || (await answer("docker", ["context", "inspect", "--format", "{{.Endpoints.docker.Host}}"]));
  return { name, options: [], environment: { ...host, DOCKER_CONFIG: logins, ...(daemon && { DOCKER_HOST: daemon }) } };
}

/** As buildah thinks best, and as copies where it finds nothing that works. */
export async function storageOptions(storage: string): Promise<string[]> {
  const own = ["--root", join(storage, "storage"), "--runroot", join(storage, "run")];
  return (await answer("buildah", [...own, "info"])) === undefined ? [...own, "--storage-driver", "vfs"] : own;
}

/** What a command printed; undefined when it failed. */
function answer(program: string, args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(program, args, (error, output) => resolve(error === null ? output.trim() : undefined));
  });
}

/** Runs a command of the engine to its end. @throws EngineFailed with the last line that it printed */
export async function runEngine(
  { name, options, environment: env }: Engine,
  args: readonly string[],
  { signal, input = "" }: { readonly signal: AbortSignal; readonly input?: string },
): Promise<string> {
  const { exitCode, output } = await runProgram(name, [...options, ...args], { env, signal, input });
  if (exitCode !== 0) throw new EngineFailed(output.split("\n").at(-1) || `${name} ended with status ${exitCode}.`);
  return output;
}

/** What lets an engine speak to a registry on loopback without TLS; docker does so by itself. */
export const withoutTls = ({ name }: Engine): string[] => (name === "docker" ? [] : ["--tls-verify=false"]);

/** Logs in to the image's registry, as ECR has it. @throws EngineFailed */
export async function logIn(engine: Engine, image: string, password: string, signal: AbortSignal): Promise<void> {
  const registry = image.slice(0, image.indexOf("/"));
  const login = ["login", ...withoutTls(engine), "--username", "AWS", "--password-stdin", registry];
  await runEngine(engine, login, { signal, input: password });
}

/** Runs a command of the engine to its end, whatever that is. */
export function tryEngine({ name, options, environment: env }: Engine, args: readonly string[]): Promise<void> {
  return new Promise((resolve) => {
    execFile(name, [...options, ...args], { env }, () => resolve());
  });
}

/** An engine is the user's: its settings are in the user's HOME and variables. */
function hostEnvironment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
