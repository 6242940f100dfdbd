import { activate, type Settings } from "../releases/activate.ts";
import { type Patience, whileClaimed } from "../releases/claim.ts";
import type { Current } from "../releases/current.ts";
import { isLower, type Order } from "../releases/order.ts";
import type { Release } from "../releases/release.ts";
import { storeContents } from "../releases/store-contents.ts";
import type { Bucket } from "../support/bucket.ts";
import { BuildProblem, type Progress } from "../support/program.ts";
import { hashSite, pathsOfSite } from "./read-site.ts";

/** A newer build has published already. */
export class Superseded extends BuildProblem {}

/** The build that publishes. */
export interface Build {
  readonly commit: string;
  readonly order: Order;
}

/**
 * Publishes a built site from `folder` as a new release.
 * @throws BuildProblem when the folder holds no whole site, Superseded, ClaimLost
 */
export async function publishSite(
  bucket: Bucket,
  folder: string,
  build: Build,
  settings: Settings,
  progress: Progress,
  times?: Patience,
): Promise<Release> {
  const paths = await pathsOfSite(folder);
  // Hashing needs the processor and the rest needs the network, so both go on at once.
  const files = hashSite(folder, paths);
  files.catch(() => {}); // told where they are awaited, which a claim that fails never comes to
  const target = {
    commit: build.commit,
    files,
    provide: async (held: Bucket, stored: ReadonlySet<string>) => storeContents(held, folder, await files, stored, progress),
  };
  const wish = { commit: build.commit, orderAfter: (current: Current | undefined) => notBehind(build, current) };
  return whileClaimed(bucket, wish, progress, (held) => activate(held, target, settings, progress), times);
}

function notBehind({ commit, order }: Build, current: Current | undefined): Order {
  if (!current || !isLower(order, current.order)) return order;
  throw new Superseded(
    `nothing is published: release ${current.release} (commit ${current.commit}) is of build ${current.order.build}, ` +
      `which was started after this build ${order.build} of commit ${commit}; the site stays as that one made it`,
  );
}
