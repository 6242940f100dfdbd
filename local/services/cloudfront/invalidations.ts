/** Invalidations: done at once, remembered on disk. */
import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Cloud } from "../../contracts.ts";
import { AwsError } from "../../errors.ts";
import { writeFileAtomically } from "../../store/atomic-file.ts";
import type { EdgeState } from "./edge-state.ts";
import { stableId } from "./names.ts";

export interface Invalidation {
  readonly id: string;
  /** ISO 8601. */
  readonly createTime: string;
  readonly callerReference: string;
  readonly paths: readonly string[];
}

/** The invalidations of all distributions. */
export class Invalidations {
  readonly #cloud: Cloud;
  readonly #state: EdgeState;

  constructor(cloud: Cloud, state: EdgeState) {
    this.#cloud = cloud;
    this.#state = state;
  }

  /**
   * Invalidates. The same caller reference with the same paths gives the earlier invalidation again.
   * @throws AwsError NoSuchDistribution, InvalidArgument, InvalidationBatchAlreadyExists
   */
  create(distributionId: string, callerReference: string, paths: readonly string[]): Invalidation {
    const distribution = this.#state.distribution(distributionId);
    if (paths.length === 0 || paths.some((path) => !/^\/[^*]*\*?$/.test(path))) {
      throw new AwsError("InvalidArgument", "Your request contains one or more invalid invalidation paths.");
    }
    const earlier = this.list(distributionId).find((invalidation) => invalidation.callerReference === callerReference);
    if (earlier && JSON.stringify(earlier.paths) === JSON.stringify(paths)) return earlier;
    if (earlier) {
      throw new AwsError(
        "InvalidationBatchAlreadyExists",
        "The caller reference that you specified was used with other paths.",
        409,
      );
    }
    distribution.invalidate(paths);
    const createTime = new Date(this.#cloud.clock.now()).toISOString();
    const invalidation: Invalidation = { id: stableId("I", randomUUID()), createTime, callerReference, paths };
    writeFileAtomically(join(this.#folder(distributionId), `${invalidation.id}.json`), JSON.stringify(invalidation));
    return invalidation;
  }

  /** @throws AwsError NoSuchDistribution, NoSuchInvalidation */
  get(distributionId: string, id: string): Invalidation {
    const found = this.list(distributionId).find((invalidation) => invalidation.id === id);
    if (!found) throw new AwsError("NoSuchInvalidation", "The specified invalidation does not exist.", 404);
    return found;
  }

  /** The latest first. @throws AwsError NoSuchDistribution */
  list(distributionId: string): Invalidation[] {
    const folder = this.#folder(this.#state.distribution(distributionId).configuration.id);
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter((name) => name.endsWith(".json"))
      .map((name): Invalidation => JSON.parse(readFileSync(join(folder, name), "utf8")))
      .sort((one, other) => (one.createTime > other.createTime ? -1 : 1));
  }

  #folder(distributionId: string): string {
    return join(this.#cloud.stateFolder("cloudfront"), "invalidations", distributionId);
  }
}
