/** Builds the site with Gatsby, and looks after Gatsby's cache. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { buildSite } from "./build/build-site.ts";
import { gatsbyVersion, runGatsby } from "./build/run-gatsby.ts";
import { modulesKey } from "./modules/modules-key.ts";
import { BuildProblem, runProgram } from "./support/program.ts";

const site = join(import.meta.dirname, "..");

await runProgram({
  name: "build",
  help: `
node scripts/build.ts

Checks the posts and runs \`gatsby build\`. What Gatsby left of earlier builds (.cache and public) is used when the build
that left it succeeded, with this Gatsby and this lock file, and when it is not too large; else it is dropped. A build
that fails with such a cache is tried once more without.

Environment:
  GATSBY_CACHE_MAX_MB  the largest cache that is used (1000), unless it was half as large when it was made anew
  GATSBY_SITE_URL, GATSBY_COMMIT, GATSBY_BUILDTIME
                       what the site says of itself (see README.md)
`,
  run: async (progress) => {
    const machine = { platform: process.platform, arch: process.arch, nodeVersion: process.versions.node };
    const modules = modulesKey(await readFile(join(site, "package-lock.json")), machine);
    const makers = { gatsby: await gatsbyVersion(site), modules };
    await buildSite({ site, makers, limit: cacheLimit(), gatsby: runGatsby }, progress);
  },
});

function cacheLimit(): number {
  const text = process.env.GATSBY_CACHE_MAX_MB || "1000";
  const megabytes = Number(text);
  if (!(megabytes >= 0)) throw new BuildProblem(`GATSBY_CACHE_MAX_MB is ${JSON.stringify(text)}: it must be a number`);
  return megabytes * 1_000_000;
}
