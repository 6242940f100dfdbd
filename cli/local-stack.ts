/** Lectern on this machine: the packaged stack, running in the local cloud. */
import { join } from "node:path";
import { type CloudEvent, type RunningCloud, startCloud } from "local-cloud";
import { UserError } from "./errors.ts";
import { requireFreePorts } from "./free-ports.ts";
import { requireFreeSpace } from "./free-space.ts";
import { requireGit } from "./git.ts";
import { freshPackage, packageStack, removeOtherPackages } from "./package-stack.ts";
import type { Progress } from "./progress.ts";
import { chooseSiteImage, type SiteImage } from "./site-image.ts";

const STAGE = "local";

export interface LocalOptions {
  /** The repository's root: where serverless.yml is. */
  readonly root: string;
  readonly stateFolder: string;
  readonly gatewayPort: number;
  readonly sitePort: number;
  /** Where cameras upload to. */
  readonly apiPort: number;
  readonly branch: string;
  /** Where notices are "texted" to: shown in this terminal. */
  readonly phone: string;
  /** What the site is built in: see site-image.ts. */
  readonly siteImage?: SiteImage | undefined;
  /** What that image begins with, when not with the Dockerfile's. */
  readonly baseImage?: string;
}

export interface LocalStack {
  readonly cloud: RunningCloud;
  readonly siteUrl: string;
  /** Cameras send their photographs to `<apiUrl>/talks/<talk>/photos`. */
  readonly apiUrl: string;
  readonly cloneUrl: string;
  readonly branch: string;
}

/** Packages the stack if need be and starts it. @throws UserError, and what the local cloud throws */
export async function startLocalStack(
  options: LocalOptions,
  progress: Progress,
  onEvent: (event: CloudEvent) => void,
): Promise<LocalStack> {
  const { root, stateFolder, gatewayPort, sitePort, apiPort, branch, phone, siteImage: wanted, baseImage = "" } = options;
  const cloudFolder = join(stateFolder, "cloud");
  const { siteImage, why } = await chooseSiteImage({ root, siteImage: wanted, cloudFolder, baseImage });
  const parameters = {
    branch,
    phone,
    siteImage,
    ...(baseImage && { baseImage }),
    alarms: "off",
    siteUrl: `http://127.0.0.1:${sitePort}`,
    platform: process.platform,
    architecture: process.arch === "arm64" ? "arm64" : "x86_64",
  };
  const order = { root, packages: join(stateFolder, "packages"), stage: STAGE, parameters };
  await requireGit();
  requireFreeSpace(stateFolder);
  await requireFreePorts({ "--port": gatewayPort, "--site-port": sitePort, "--api-port": apiPort });
  const stack =
    freshPackage(order) ??
    (await progress.step(`Packaging serverless.yml, as for AWS, with siteImage: ${siteImage} (${why}; some 10 s)`, () =>
      packageStack(order),
    ));
  const cloud = await progress.step("Starting the local cloud from the package", () =>
    startCloud({
      template: stack.template,
      assetsFolder: stack.folder,
      stateFolder: cloudFolder,
      stackName: `lectern-${STAGE}`,
      gatewayPort,
      distributionPort: sitePort,
      apiPort,
      onEvent,
    }),
  );
  removeOtherPackages(order.packages, stack);
  const siteUrl = cloud.distributions[0]?.url;
  const { CloneUrl: cloneUrl, ApiUrl: apiUrl } = cloud.outputs;
  if (!siteUrl || !cloneUrl || !apiUrl)
    throw new UserError("serverless.yml has no distribution, or no outputs named CloneUrl and ApiUrl.");
  return { cloud, siteUrl, apiUrl, cloneUrl, branch };
}
