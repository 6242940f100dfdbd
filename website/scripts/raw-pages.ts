/** Fetches the raw pages that the live blogger wrote, so that Gatsby builds them with the posts. */
import { join } from "node:path";
import { downloadRawPages } from "./raw-pages/download-raw-pages.ts";
import { required, runProgram } from "./support/program.ts";
import { buildsS3 } from "./support/s3-client.ts";

const folder = join(import.meta.dirname, "../content/raw");

await runProgram({
  name: "raw pages",
  help: `
node scripts/raw-pages.ts

Makes website/content/raw a copy of the pages in the bucket of raw pages (*.md and talk.json; pictures stay there):
downloads what is new or changed, removes what the bucket no longer has. A key that is no path inside the folder is refused.

Environment:
  POSTS_BUCKET       the bucket of raw pages
  AWS_REGION, AWS_ENDPOINT_URL and credentials, as every AWS SDK reads them
`,
  run: (progress) => downloadRawPages(buildsS3(), required("POSTS_BUCKET"), folder, progress),
});
