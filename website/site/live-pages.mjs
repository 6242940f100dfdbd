import { join } from "node:path";
import { unknownTalk } from "../scripts/content/read-talk.ts";
import { readTalks } from "./read-talks.mjs";

/** A page a talk. What its context says of the talk is also what lists of talks show (`TalkSummary`). */
export async function createTalkPages({ graphql, actions, reporter }) {
  const { data, errors } = await graphql(`{
    allMarkdownRemark(filter: { fields: { kind: { eq: "live" } } }) {
      nodes { frontmatter { talk date returned } }
    }
  }`);
  if (errors) reporter.panic("The raw pages could not be read", errors);
  const entries = Map.groupBy(data.allMarkdownRemark.nodes, (node) => node.frontmatter.talk);
  const talks = await readTalks(join(import.meta.dirname, "../content/raw"), reporter);

  for (const talk of new Set([...entries.keys(), ...talks.keys()])) {
    const shown = (entries.get(talk) ?? []).flatMap(({ frontmatter: { date, returned } }) => [date, ...(returned ?? [])]);
    actions.createPage({
      path: `/live/${talk}/`,
      component: join(import.meta.dirname, "talk-page.tsx"),
      context: {
        talk,
        ...(talks.get(talk) ?? unknownTalk),
        count: entries.get(talk)?.length ?? 0,
        latest: latestOf(shown),
      },
    });
  }
}

/** The latest of moments, each ISO 8601 with whatever offset. */
const latestOf = (moments) =>
  moments.length === 0 ? null : new Date(Math.max(...moments.map((moment) => Date.parse(moment)))).toISOString();
