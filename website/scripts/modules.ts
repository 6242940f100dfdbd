/** Gives the site its node_modules: from the build image, from the build cache, or by `npm ci`. */
import { join } from "node:path";
import { npmCi } from "./modules/npm-ci.ts";
import { prepareModules } from "./modules/prepare-modules.ts";
import { runProgram } from "./support/program.ts";

const site = join(import.meta.dirname, "..");

await runProgram({
  name: "modules",
  help: `
node scripts/modules.ts

Makes website/node_modules what website/package-lock.json asks for:
  - a link to the modules baked into the build image, if they were made from this very lock file;
  - else what is there already (from the build cache), if it was made from this lock file;
  - else \`npm ci\`.

Environment:
  BAKED_MODULES      where the image keeps its modules (/backupmod/node_modules)
`,
  run: async (progress) => {
    await prepareModules(
      {
        site,
        baked: process.env.BAKED_MODULES || "/backupmod/node_modules",
        machine: { platform: process.platform, arch: process.arch, nodeVersion: process.versions.node },
        install: () => npmCi(site, progress),
      },
      progress,
    );
  },
});
