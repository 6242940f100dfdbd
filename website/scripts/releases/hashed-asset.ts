/**
 * Whether a file of Gatsby's `public/` has its content's hash in its path, so that it can never change
 * and a browser may keep it for a year. Paths are relative to `public/`.
 *
 * - webpack's scripts and styles lie at the top: `app-<20 hex>.js`, `styles.<20 hex>.css`, `<id>-<hash>.js`,
 *   with `.map` and `.LICENSE.txt` beside them;
 * - webpack's other assets lie in `static/` as `<name>-<hash>.<extension>`;
 * - files that pages refer to lie in `static/<32 hex>/…`.
 *
 * `page-data/sq/d/<number>.json` looks hashed and is not: the number names the query, not its result.
 */
export function isHashedAsset(path: string): boolean {
  return patterns.some((pattern) => pattern.test(path));
}

const patterns = [
  /^[^/]+[-.][0-9a-f]{20}\.(js|css)(\.map|\.LICENSE\.txt)?$/,
  /^static\/[^/]+-[0-9a-f]{20,32}\.[0-9a-z]+$/,
  /^static\/[0-9a-f]{32}\/./,
];
