/** What the site's Docker image is made from, and the tag that says so. */
import { createHash } from "node:crypto";

/** Every file that goes into the image: change one and the image is another. The one list of them. */
export const IMAGE_FILES = [
  "buildspecs/docker-image.yml",
  "website/Dockerfile",
  "website/package-lock.json",
  "website/package.json",
] as const;

/**
 * The image's content tag: a hash of the files' names and Git blob ids at one commit, so that the same
 * content has the same tag whatever the commit. A file that is absent there (undefined) counts as such.
 */
export function contentTag(blobIds: ReadonlyMap<string, string | undefined>): string {
  const hash = createHash("sha256");
  for (const file of IMAGE_FILES) hash.update(`${file}\0${blobIds.get(file) ?? "absent"}\n`);
  return `content-${hash.digest("hex").slice(0, 32)}`;
}
