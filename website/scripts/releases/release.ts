import { BuildProblem } from "../support/program.ts";
import { isRecord } from "./is-record.ts";
import type { Order } from "./order.ts";

/** One file of a release. */
export interface ReleaseFile {
  /** Of the bytes, in hexadecimal; they lie at `.releases/content/<sha256>`. */
  readonly sha256: string;
  /** Of the bytes, in hexadecimal: what S3 makes the served object's ETag of. */
  readonly md5: string;
  readonly bytes: number;
  /** In a manifest: which of its headers the file was written with. */
  readonly headers?: number;
}

/** What readers are told of a file, beside its bytes. */
export interface FileHeaders {
  readonly ContentType: string;
  readonly CacheControl: string;
}

/** What the site is made of: each file by its path. */
export type SiteFiles = Readonly<Record<string, ReleaseFile>>;

/** A release's manifest. It is written when the release is the site, and never changed. */
export interface Release {
  /** `v12` */
  readonly id: string;
  readonly commit: string;
  /** When it became the site: ISO 8601, UTC. */
  readonly time: string;
  readonly order: Order;
  /** The release whose files these are, when this is a rollback. */
  readonly rollbackOf?: string;
  /** The posts' slugs, sorted. */
  readonly posts: readonly string[];
  readonly files: SiteFiles;
  /** The headers that files were written with, each pair once. Manifests of before this was recorded have none. */
  readonly headers?: readonly FileHeaders[];
  /** Assets that are served still because open pages may ask for them, and when each left the site: ISO 8601, UTC. */
  readonly left: Readonly<Record<string, string>>;
}

/** Reads a manifest. @throws BuildProblem when it is none. */
export function parseRelease(key: string, text: string): Release {
  const value = parseJson(text);
  if (
    !isRecord(value) ||
    typeof value.id !== "string" ||
    !isRecord(value.files) ||
    !isRecord(value.left) ||
    !isRecord(value.order)
  )
    throw new BuildProblem(
      `${key} in the site's bucket is no release's manifest: it was damaged. Delete it, and the release is gone`,
    );
  return value as unknown as Release;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The posts among a site's files. */
export function postsIn(files: SiteFiles): string[] {
  return Object.keys(files)
    .map((path) => /^posts\/([^/]+)\/index\.html$/.exec(path)?.[1])
    .filter((slug) => slug !== undefined)
    .sort();
}
