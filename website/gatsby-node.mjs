import { checkContent } from "./scripts/content/check-content.ts";
import { addFields } from "./site/fields.mjs";
import { createTalkPages } from "./site/live-pages.mjs";
import { createPostPages } from "./site/post-pages.mjs";
import { writeRobots } from "./site/robots.mjs";
import { sameHashFromCache } from "./site/same-hash-from-cache.mjs";
import { typeDefs } from "./site/schema.mjs";

/** Before anything is read: the content keeps its contract, or the build fails naming file and line. */
export const onPreInit = async ({ reporter }) => {
  const { postProblems, rawProblems } = await checkContent(import.meta.dirname);
  for (const problem of rawProblems) reporter.warn(`${problem} (this raw page is left out)`);
  if (postProblems.length > 0) reporter.panic(`Posts that break the content's contract:\n${postProblems.join("\n")}`);
};

export const createSchemaCustomization = ({ actions }) => actions.createTypes(typeDefs);

export const onCreateNode = addFields;

export const createPages = async (api) => {
  await createPostPages(api);
  await createTalkPages(api);
};

export const onCreateWebpackConfig = ({ actions }) => actions.setWebpackConfig({ plugins: [sameHashFromCache] });

export const onPostBuild = ({ store }) => writeRobots(store.getState().program.directory);
