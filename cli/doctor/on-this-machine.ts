/** What `npm start`, the tests and the builds need of this machine. */
import { existsSync, statfsSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { isFree } from "../free-ports.ts";
import { localEndpoint, type Place } from "../place.ts";
import { runProgram } from "../run-program.ts";
import { findStack } from "../stack/find-stack.ts";
import type { Check, Finding } from "./finding.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const OLDEST_NODE = 24;
/** Gatsby's modules, their cache and some releases of the site. */
const COMFORTABLE_BYTES = 2_000_000_000;
/** With less nothing starts. */
const LEAST_BYTES = 64 * 2 ** 20;
const OTHER_PORTS = { "--site-port": 4580, "--api-port": 4590 } as const;

/** The first line that a program prints; undefined when there is no such program, or it fails. */
export type Ask = (program: string, ...args: string[]) => Promise<string | undefined>;

const ask: Ask = async (program, ...args) => {
  const finished = await runProgram(program, args).catch(() => undefined);
  return finished?.status === 0 ? finished.everything.split("\n")[0] : undefined;
};

/** @param programs asks the programs on the PATH */
export function checksHere(place: Place, programs: Ask = ask): Check[] {
  return [
    async function node() {
      const found = process.versions.node;
      if (Number(found.split(".")[0]) >= OLDEST_NODE) return ok("Node", found);
      return missing("Node", `${found}, and ${OLDEST_NODE} is needed`, "npm ci");
    },
    async function modules() {
      const isThere = existsSync(resolve(ROOT, "node_modules/serverless"));
      return isThere ? ok("modules", "installed") : missing("modules", "not installed completely", `cd ${ROOT} && npm ci`);
    },
    async function git() {
      const found = await programs("git", "--version");
      return found ? ok("git", found) : missing("git", "there is none on the PATH", installed("git"));
    },
    async function bash() {
      const found = await programs("bash", "--version");
      return found ? ok("bash", found) : missing("bash", "there is none on the PATH, and builds need it", installed("bash"));
    },
    ports(place),
    async function disk() {
      const { bavail, bsize } = statfsSync(ROOT);
      const free = bavail * bsize;
      const found = `${(free / 1e9).toFixed(1)} GB are free`;
      if (free >= COMFORTABLE_BYTES) return ok("disk", found);
      const mend = "free some space, or npm start -- --state <folder on another disk>";
      return free < LEAST_BYTES
        ? missing("disk", found, mend)
        : { what: "disk", state: "advice", found: `${found}; the site's first build takes 1 GB`, mend };
    },
    async function browser() {
      const isThere = existsSync("/usr/bin/chromium") || isInstalled("@sparticuz/chromium");
      return isThere
        ? ok("browser", "Chromium, for the tests")
        : { what: "browser", state: "advice", found: "none; only the tests need one", mend: "npm ci" };
    },
    async function engine() {
      for (const program of ["docker", "podman", "buildah"])
        if (await programs(program, "info")) return registryFor(program, programs);
      const found = "none; the site is built without an image then, as npm start does";
      return { what: "container engine", state: "advice", found, mend: installed("podman") };
    },
  ];
}

/** An engine alone builds no image for the site: it has to be pushed somewhere. */
async function registryFor(engine: string, programs: Ask): Promise<Finding> {
  if (await programs("docker-registry", "--version")) return ok("container engine", `${engine}, with docker-registry`);
  const found = `${engine}, but no docker-registry to keep images in: the site is built without one, and --image own is refused`;
  return { what: "container engine", state: "advice", found, mend: REGISTRY };
}

const REGISTRY =
  process.platform === "linux"
    ? "sudo apt-get install docker-registry"
    : "put CNCF Distribution's registry on the PATH, as docker-registry";

/** Free, or Lectern's own already. */
function ports(place: Place): Check {
  return async function ports() {
    if (!(await isFree(place.port))) {
      const lectern = await findStack({ ...place, target: "local" }).catch(() => undefined);
      if (lectern) return ok("ports", `Lectern runs: ${localEndpoint(place)}`);
    }
    const wanted = Object.entries({ "--port": place.port, ...OTHER_PORTS });
    const taken = await Promise.all(wanted.map(async (one) => ((await isFree(one[1])) ? [] : [one])));
    const [first, ...others] = taken.flat();
    if (!first) return ok("ports", `${wanted.map(([, port]) => port).join(", ")} are free`);
    const numbers = [first, ...others].map(([, port]) => port).join(", ");
    return missing("ports", `${numbers} in use by another program`, `end it, or npm start -- ${first[0]} <another>`);
  };
}

const ok = (what: string, found: string): Finding => ({ what, state: "ok", found });
const missing = (what: string, found: string, mend: string): Finding => ({ what, state: "missing", found, mend });

const installed = (program: string): string =>
  process.platform === "darwin" ? `brew install ${program}` : `sudo apt-get install ${program}`;

function isInstalled(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(name);
    return true;
  } catch {
    return false;
  }
}
