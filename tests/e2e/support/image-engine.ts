/**
 * What the tests of images need: a container engine, a registry, and an image to begin with. No public registry can be
 * counted on, so that image is made here, of Debian's packages and of the Node that runs the tests, once for all runs.
 */
import { execFile, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { findContainerEngine } from "../../../local/services/codebuild/runner/container-engine.ts";
import { findRegistryProgram } from "../../../local/services/ecr/registry/find-program.ts";
import { freePort } from "./free-port.ts";

const run = promisify(execFile);
const ROOT = resolve(import.meta.dirname, "../../..");
/** Of what the image is made, so that another Node makes another. */
const KEPT = join(homedir(), ".cache/lectern-tests", `base-image-bookworm-node-${process.versions.node}`);
const NAME = "debian-node:24";
const CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt";

/** Why no image can be built on this machine; undefined when one can. */
export async function whyNoImages(): Promise<string | undefined> {
  if ((await findContainerEngine()) !== "buildah") return "they are made for buildah, which is not there, or not the only engine";
  if (findRegistryProgram() === undefined) return "there is no docker-registry";
  if (existsSync(KEPT)) return undefined;
  if (process.getuid?.() !== 0) return "only root can make the image that they begin with";
  const hasDebootstrap = await run("debootstrap", ["--version"]).then(
    () => true,
    () => false,
  );
  return hasDebootstrap ? undefined : "there is no debootstrap";
}

export interface BaseImage {
  /** `127.0.0.1:<port>/<name>:<tag>` */
  readonly address: string;
  stop(): Promise<void>;
}

/** Serves the image that the tests' images begin with; makes it first, which takes two minutes, if it is not kept. */
export async function serveBaseImage(): Promise<BaseImage> {
  if (!existsSync(KEPT)) await makeBaseImage();
  const registry = await serveRegistry(join(KEPT, "images"));
  return { address: `${registry.address}/${NAME}`, stop: registry.stop };
}

async function makeBaseImage(): Promise<void> {
  const folder = `${KEPT}.${process.pid}`;
  const root = join(folder, "root");
  mkdirSync(root, { recursive: true });
  await run("debootstrap", ["--variant=minbase", "--include=ca-certificates,git", "bookworm", root], { maxBuffer: 2 ** 26 });
  const modules = join(root, "usr/local/lib/node_modules");
  cpSync(join(ROOT, "node_modules/node/bin/node"), join(root, "usr/local/bin/node"));
  cpSync(await npmFolder(), join(modules, "npm"), { recursive: true, verbatimSymlinks: true });
  symlinkSync("../lib/node_modules/npm/bin/npm-cli.js", join(root, "usr/local/bin/npm"));
  for (const needless of ["var/cache/apt/archives", "var/lib/apt/lists"])
    rmSync(join(root, needless), { recursive: true, force: true });
  // Of this machine, whose way to the network may need more than Debian's, and whose npm may know them from elsewhere.
  cpSync(CERTIFICATES, join(root, CERTIFICATES));
  writeFileSync(join(folder, "Dockerfile"), `FROM scratch\nCOPY . /\nENV NODE_EXTRA_CA_CERTS=${CERTIFICATES}\n`);

  const registry = await serveRegistry(join(folder, "images"));
  const storage = ["--root", join(folder, "storage"), "--runroot", join(folder, "run")];
  const buildah = (...args: string[]) => run("buildah", [...storage, ...args], { maxBuffer: 2 ** 26 });
  await buildah("bud", "--isolation", "chroot", "--file", join(folder, "Dockerfile"), "--tag", NAME, root);
  await buildah("push", "--tls-verify=false", NAME, `docker://${registry.address}/${NAME}`);
  await registry.stop();
  for (const needless of ["root", "storage", "run"]) rmSync(join(folder, needless), { recursive: true, force: true });
  renameSync(folder, KEPT);
}

/** Of the npm on the search path: the `node` package of npm's registry has none. */
async function npmFolder(): Promise<string> {
  const { stdout } = await run("sh", ["-c", "command -v npm"]);
  return resolve(realpathSync(stdout.trim()), "../..");
}

/** A registry without passwords. */
async function serveRegistry(storage: string): Promise<{ address: string; stop(): Promise<void> }> {
  const address = `127.0.0.1:${await freePort()}`;
  const settings = join(dirname(storage), `settings-${process.pid}.json`);
  mkdirSync(storage, { recursive: true });
  const configuration = {
    version: "0.1",
    log: { level: "error", accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: storage } },
    http: { addr: address },
  };
  writeFileSync(settings, JSON.stringify(configuration));
  const registry = spawn(findRegistryProgram() ?? "", ["serve", settings], { stdio: "ignore" });
  const ended = new Promise<void>((done) => registry.once("exit", () => done()));
  while (!(await fetch(`http://${address}/v2/`).catch(() => undefined))?.ok) await delay(20);
  return {
    address,
    async stop() {
      registry.kill();
      await ended;
      rmSync(settings, { force: true });
    },
  };
}
