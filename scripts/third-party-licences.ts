/**
 * Writes LICENSE-3rdparty.csv from the lock files: every package that is deployed, published with the site's
 * build, or needed to run Lectern on a machine (development tools are left out). Fails on a licence that what we
 * ship may not carry, and on a package that names none.
 */
import { readFileSync } from "node:fs";
import { keep } from "./kept-file.ts";

interface Locked {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly link?: boolean;
}

/** Lock files and what is built from them. */
const LOCKS = [
  { file: "package-lock.json", origin: "functions, command line and local cloud" },
  { file: "website/package-lock.json", origin: "website" },
] as const;

const REFUSED = /(^|[^L])A?GPL/;

/** Packages whose package.json names no licence although their LICENSE file does. */
const KNOWN: Readonly<Record<string, string>> = {
  busboy: "MIT",
  linkfs: "Unlicense",
  not: "MIT",
  streamsearch: "MIT",
  "valid-url": "MIT",
  "xmlhttprequest-ssl": "MIT",
};

function rowsOf({ file, origin }: (typeof LOCKS)[number]): string[] {
  const lock: { packages: Record<string, Locked> } = JSON.parse(readFileSync(file, "utf8"));
  return Object.entries(lock.packages)
    .filter(([path, { dev, link }]) => path.includes("node_modules/") && !dev && !link)
    .map(([path, { version = "", license }]) => {
      const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
      const licence = license ?? KNOWN[name];
      if (!licence) throw new Error(`${file}: ${name} names no licence. Look it up and add it to KNOWN in this script.`);
      if (REFUSED.test(licence) && !licence.includes(" OR "))
        throw new Error(`${file}: ${name} is under ${licence}, which we may not ship.`);
      return [name, version, origin, licence]
        .map((field) => (/[",]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field))
        .join(",");
    });
}

const rows = [...new Set(LOCKS.flatMap(rowsOf))].sort();
keep("LICENSE-3rdparty.csv", `${["Component,Version,Origin,License", ...rows].join("\n")}\n`, "npm run licences");
