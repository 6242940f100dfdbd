/** What the site is built in on this machine: an image of its own, as on AWS, or the machine itself with the modules that npm ci installs. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findContainerEngine, findRegistryProgram, keepsImages } from "local-cloud";
import { UserError } from "./errors.ts";

/** The values of serverless.yml's parameter of this name. */
export type SiteImage = "own" | "standard";

export interface ImageChoice {
  readonly siteImage: SiteImage;
  /** For people: why this one, and how to have the other. */
  readonly why: string;
}

export interface ImageWish {
  /** The repository's root. */
  readonly root: string;
  /** What was asked for; nothing: own, if everything that it needs is there. */
  readonly siteImage: SiteImage | undefined;
  /** Where the local cloud keeps its state, images too. */
  readonly cloudFolder: string;
  /** Instead of the one that the Dockerfile begins with. */
  readonly baseImage: string;
}

/** How this machine is asked. */
export interface Machine {
  findEngine(): Promise<string | undefined>;
  findRegistry(): string | undefined;
  /** Whether an image was built before. */
  keepsImages(cloudFolder: string): boolean;
  /** Whether a registry answers, whatever. */
  answers(url: string): Promise<boolean>;
}

const PATIENCE_MS = 3_000;

export const thisMachine: Machine = {
  findEngine: findContainerEngine,
  findRegistry: () => findRegistryProgram(),
  keepsImages,
  answers: (url) =>
    fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) }).then(
      () => true,
      () => false,
    ),
};

/** @throws UserError when an image is asked for and can't be had */
export async function chooseSiteImage(wish: ImageWish, machine: Machine = thisMachine): Promise<ImageChoice> {
  if (wish.siteImage === "standard") return { siteImage: "standard", why: "as asked" };
  const missing = await whatIsMissing(wish, machine);
  if (wish.siteImage === "own") {
    if (missing === undefined) return { siteImage: "own", why: "as asked" };
    throw new UserError(`No image can be built: ${missing}. Leave --image own out to build the site without one.`);
  }
  return missing === undefined
    ? { siteImage: "own", why: "--image standard builds without one" }
    : { siteImage: "standard", why: `${missing}; --image own insists on one` };
}

/** The first thing that is needed to have the image, and is not there. */
async function whatIsMissing(wish: ImageWish, machine: Machine): Promise<string | undefined> {
  if ((await machine.findEngine()) === undefined) return "there is no container engine that runs (docker, podman or buildah)";
  if (machine.findRegistry() === undefined) return "there is no registry for it (Debian's docker-registry)";
  if (machine.keepsImages(wish.cloudFolder)) return undefined; // the site is built in that, and asking takes seconds offline
  const base = wish.baseImage || baseOfDockerfile(wish.root);
  return (await machine.answers(registryOf(base))) ? undefined : `the image that it begins with can't be reached (${base})`;
}

function baseOfDockerfile(root: string): string {
  return /^ARG BASE_IMAGE=(\S+)$/m.exec(readFileSync(join(root, "website/Dockerfile"), "utf8"))?.[1] ?? "";
}

/** Where an image's registry says that it is one. Only those of this machine go without TLS. */
function registryOf(image: string): string {
  const [first = ""] = image.split("/");
  const host = /[.:]|^localhost$/.test(first) && image.includes("/") ? first : "registry-1.docker.io";
  const scheme = /^(127\.0\.0\.1|localhost)(:|$)/.test(host) ? "http" : "https";
  return `${scheme}://${host}/v2/`;
}
