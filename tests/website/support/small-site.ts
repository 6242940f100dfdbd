/** Sites as Gatsby would write them, but small: pages that ask for scripts and data, all of one version. */
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Build } from "../../../website/scripts/publish/publish-site.ts";

export const scriptOf = (version: string): string => `app-${createHash("sha1").update(version).digest("hex").slice(0, 20)}.js`;

const page = (version: string, path: string) =>
  `<title>${path} ${version}</title><script src="/${scriptOf(version)}"></script><link href="/${dataOf(path)}">`;
const dataOf = (path: string) => `page-data/${path}/page-data.json`;

/** A site's files. Each version has its own script and text; the font and `same` never change. */
export function siteOf(version: string, pages: readonly string[] = ["index", "posts/a", "posts/b"]): Record<string, string> {
  const html = pages.map((path) => [path === "index" ? "index.html" : `${path}/index.html`, page(version, path)]);
  return {
    ...Object.fromEntries(html),
    ...Object.fromEntries(pages.map((path) => [dataOf(path), `{"version":"${version}"}`])),
    "404.html": page(version, "index"),
    "robots.txt": "the same in every version",
    [scriptOf(version)]: `script of ${version}`,
    "static/d41d8cd98f00b204e9800998ecf8427e/font.woff2": "the same in every version",
  };
}

/** What pages ask for and the site does not have. */
export function missingParts(site: ReadonlyMap<string, string>): string[] {
  const pages = [...site].filter(([path]) => path.endsWith(".html"));
  return pages.flatMap(([path, html]) =>
    [...html.matchAll(/(?:src|href)="\/([^"]+)"/g)].flatMap(([, part = ""]) =>
      site.has(part) ? [] : [`${path} asks for ${part}`],
    ),
  );
}

/** Writes files into a new folder, and gives it. */
export async function writeSite(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "public-"));
  folders.push(folder);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

const folders: string[] = [];
export async function removeSites(): Promise<void> {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
}

export const buildNumber = (build: number): Build => ({
  commit: `c${build}`.padEnd(40, "0"),
  order: { startedAt: build * 1000, build },
});
