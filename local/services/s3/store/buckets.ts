/** The buckets that the template made. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { writeFileAtomically } from "../../../store/atomic-file.ts";
import { noSuchBucket } from "../rules/errors.ts";
import { Bucket } from "./bucket.ts";

const bucketFile = z.object({ creationDate: z.iso.datetime() });

export class Buckets {
  readonly #folder: () => string;
  readonly #buckets = new Map<string, Bucket>();

  constructor(folder: () => string) {
    this.#folder = folder;
  }

  /** Opens the bucket, new or from an earlier boot. `name` is a valid bucket name, so it is a safe folder name too. */
  create(name: string, now: number): Bucket {
    const open = this.#buckets.get(name);
    if (open !== undefined) return open;
    const folder = join(this.#folder(), name);
    const path = join(folder, "bucket.json");
    if (!existsSync(path)) writeFileAtomically(path, JSON.stringify({ creationDate: new Date(now).toISOString() }));
    const { creationDate } = bucketFile.parse(JSON.parse(readFileSync(path, "utf8")));
    const bucket = new Bucket(name, new Date(creationDate), folder);
    this.#buckets.set(name, bucket);
    return bucket;
  }

  /** @throws NoSuchBucket */
  get(name: string): Bucket {
    const bucket = this.#buckets.get(name);
    if (bucket === undefined) throw noSuchBucket(name);
    return bucket;
  }

  /** By name. */
  list(): Bucket[] {
    return [...this.#buckets.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}
