/** Uploads the built site. */
import { join } from "node:path";
import { publishSite } from "./publish/publish-site.ts";
import { required, runProgram } from "./support/program.ts";
import { buildsS3 } from "./support/s3-client.ts";

const folder = join(import.meta.dirname, "../public");

await runProgram({
  name: "publish",
  help: `
node scripts/publish.ts

Uploads website/public to the site's bucket, in an order in which no reader meets a page whose parts are missing:
hashed assets (kept by browsers for a year), then data, then pages (asked for every time). Only what changed is
uploaded. Pages that are gone are removed at the end; hashed assets never are, because an open page may need them.

Environment:
  SITE_BUCKET        the bucket that the site is served from
  AWS_REGION, AWS_ENDPOINT_URL and credentials, as every AWS SDK reads them
`,
  run: (progress) => publishSite(buildsS3(), required("SITE_BUCKET"), folder, progress),
});
