/** The real website with raw pages of a test, built by Gatsby with the programs of website/scripts. */
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";

const WEBSITE = resolve(import.meta.dirname, "../../../website");

export interface BuiltWebsite {
  /** What Gatsby made. */
  readonly public: string;
  /** Builds, again if need be, with these raw pages: paths below content/raw and their texts. */
  build(rawPages: Readonly<Record<string, string>>): Promise<void>;
  remove(): Promise<void>;
}

/** Copies the website and gives it its modules: those of website/ if modules.ts put them there for this lock file, else by `npm ci`. */
export async function websiteToBuild(): Promise<BuiltWebsite> {
  const folder = await mkdtemp(join(tmpdir(), "lectern-website-"));
  const site = join(folder, "website");
  const made = ["node_modules", ".cache", "public", "content/raw"].map((path) => join(WEBSITE, path));
  await cp(WEBSITE, site, { recursive: true, filter: (path) => !made.includes(path) });
  await run(site, "modules.ts");
  return {
    public: join(site, "public"),
    async build(rawPages) {
      const raw = join(site, "content/raw");
      await rm(raw, { recursive: true, force: true });
      for (const [path, text] of Object.entries(rawPages)) {
        await mkdir(dirname(join(raw, path)), { recursive: true });
        await writeFile(join(raw, path), text);
      }
      await run(site, "build.ts");
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function run(site: string, program: string): Promise<void> {
  // Jest's own environment is not for Gatsby.
  const { NODE_ENV: _, ...inherited } = process.env;
  // Gatsby's own program finds its Node there.
  const PATH = `${dirname(process.execPath)}:${process.env.PATH}`;
  const env = { ...inherited, PATH, BAKED_MODULES: join(WEBSITE, "node_modules"), CI: "true", GATSBY_TELEMETRY_DISABLED: "1" };
  await promisify(execFile)(process.execPath, [join("scripts", program)], { cwd: site, env, maxBuffer: 50_000_000 });
}
