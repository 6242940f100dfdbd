import { graphql, type HeadProps, Link, type PageProps } from "gatsby";
import { useMemo, useRef } from "react";
import { Layout } from "../src/components/layout";
import { PageHead } from "../src/components/page-head";
import { useNow } from "../src/components/use-now";
import { type BuiltNode, builtEntry } from "../src/live/built-entry.ts";
import { dayInWords } from "../src/live/clock.ts";
import { lastShown } from "../src/live/entry.ts";
import type { TalkSummary } from "../src/live/standing.ts";
import { counted } from "../src/live/wording.ts";
import { TalkEntry } from "../src/talk/talk-entry";
import { TalkStatus } from "../src/talk/talk-status";
import { useLiveFeed } from "../src/talk/use-live-feed";

/*
 * A talk's page. Not in src/, whose queries Gatsby expects to run in every build: this one runs only when there are talks.
 */

interface Data {
  readonly entries: { readonly nodes: readonly BuiltNode[] };
}

export default function TalkPage({ data, pageContext }: PageProps<Data, TalkSummary>) {
  const { talk, title, speaker, date, timeZone } = pageContext;
  const built = useMemo(() => data.entries.nodes.map(builtEntry), [data]);
  const list = useRef<HTMLElement>(null);
  const state = useLiveFeed(pageContext, built, list);
  const now = useNow();
  const { entries, added, unseen, announced } = state;
  const latest = entries.length === 0 ? undefined : Math.max(...entries.map(lastShown));

  return (
    <Layout>
      <p className="meta">
        <Link to="/live/">Live talks</Link>
      </p>
      <h1>{title ?? talk}</h1>
      <p className="lead">{[speaker, date && dayInWords(date), timeZone].filter(Boolean).join(" · ")}</p>
      <TalkStatus state={state} latest={latest} timeZone={timeZone} day={date} now={now} />
      <section className="talk" aria-label="Slides, newest first" ref={list}>
        <div className="talk-top" />
        {unseen.length > 0 && (
          <button className="unseen" type="button" onClick={() => showNewest(list.current)}>
            {counted(unseen).replace(" ", " new ")}
          </button>
        )}
        {entries.length === 0 && <p className="lead">Its slides will appear here, each with the speaker’s notes.</p>}
        <ol className="entries" reversed>
          {entries.map((entry) => (
            <TalkEntry key={entry.name} entry={entry} timeZone={timeZone} day={date} isNew={added.has(entry.name)} />
          ))}
        </ol>
      </section>
      <p className="read-out" role="status">
        {announced}
      </p>
    </Layout>
  );
}

function showNewest(list: HTMLElement | null): void {
  list?.scrollIntoView();
  list?.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true });
}

export const Head = ({ pageContext: { talk, title, speaker }, location }: HeadProps<Data, TalkSummary>) => {
  const name = title ?? talk;
  const description = speaker ? `${name}, by ${speaker}, slide by slide.` : `${name}, slide by slide.`;
  return (
    <PageHead title={name} description={description} path={location.pathname}>
      <link rel="alternate" type="application/feed+json" title={name} href={`/live/${talk}/feed.json`} />
    </PageHead>
  );
};

export const query = graphql`
  query Talk($talk: String!) {
    entries: allMarkdownRemark(
      filter: { fields: { kind: { eq: "live" } }, frontmatter: { talk: { eq: $talk } } }
      sort: [{ frontmatter: { date: DESC } }, { id: ASC }]
    ) {
      nodes {
        htmlAst
        fields {
          entry
        }
        frontmatter {
          title
          date
          slide
          assurance
          returned
          picture
          pictures {
            large {
              src
              width
              height
            }
            small {
              src
              width
              height
            }
          }
        }
      }
    }
  }
`;
