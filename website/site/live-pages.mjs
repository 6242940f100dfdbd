import { join } from "node:path";
import { readTalkTitles } from "./talk-titles.mjs";

/** A page a talk, with what the live blogger had written when the site was built; the newest entry first. */
export async function createTalkPages({ graphql, actions, reporter }) {
  const { data, errors } = await graphql(`{
    allMarkdownRemark(filter: { fields: { kind: { eq: "live" } } }) { distinct(field: { frontmatter: { talk: SELECT } }) }
  }`);
  if (errors) reporter.panic("The raw pages could not be read", errors);
  const titles = await readTalkTitles(join(import.meta.dirname, "../content/raw"), reporter);

  for (const talk of new Set([...data.allMarkdownRemark.distinct, ...titles.keys()])) {
    actions.createPage({
      path: `/live/${talk}/`,
      component: join(import.meta.dirname, "talk-page.tsx"),
      context: { talk, title: titles.get(talk) ?? null },
    });
  }
}
