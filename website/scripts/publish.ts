/** Publishes the built site as a new release. */
import { join } from "node:path";
import { publishSite } from "./publish/publish-site.ts";
import { readBuild, readSettings } from "./publish/settings.ts";
import { required, runProgram } from "./support/program.ts";
import { buildsS3 } from "./support/s3-client.ts";

const folder = join(import.meta.dirname, "../public");

await runProgram({
  name: "publish",
  help: `
node scripts/publish.ts

Publishes website/public to the site's bucket, in an order in which no reader meets a page whose parts are missing:
hashed assets (kept by browsers for a year), then data, then pages (asked for every time). Only what changed is
uploaded and written. Pages that are gone are removed at the end; hashed assets stay for a while, because an open page
may need them. Every publish is a release, which \`npm run release\` lists and brings back.

Publishing that was interrupted leaves every page with its parts, and the next publish finishes it. Of two builds that
publish at once one waits for the other; a build never publishes over one that was started after it: then this ends
with exit code 1 and says which release is newer.

Environment:
  SITE_BUCKET        the bucket that the site is served from
  RELEASES_KEPT      how many releases can be had back (20)
  ASSET_GRACE_DAYS   for how many days an asset stays that no page asks for any more (7)
  CODEBUILD_RESOLVED_SOURCE_VERSION, CODEBUILD_START_TIME, CODEBUILD_BUILD_NUMBER
                     the commit, and which build is newer; without them it is a build by hand, of now
  AWS_REGION, AWS_ENDPOINT_URL and credentials, as every AWS SDK reads them
`,
  run: async (progress) => {
    const bucket = { s3: buildsS3(), name: required("SITE_BUCKET") };
    await publishSite(bucket, folder, readBuild(process.env), readSettings(process.env), progress);
  },
});
