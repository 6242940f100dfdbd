import { graphql, type HeadProps, Link, type PageProps } from "gatsby";
import { Day } from "../components/date";
import { Layout } from "../components/layout";
import { PageHead } from "../components/page-head";
import { Prose } from "../components/prose";
import { Tags } from "../components/tags";

interface Neighbour {
  readonly fields: { readonly path: string };
  readonly frontmatter: { readonly title: string };
}

interface Data {
  readonly post: {
    readonly html: string;
    readonly timeToRead: number;
    readonly frontmatter: {
      readonly title: string;
      readonly date: string;
      readonly description: string;
      readonly tags: readonly string[];
    };
  };
  readonly older: Neighbour | null;
  readonly newer: Neighbour | null;
}

export default function PostPage({ data: { post, older, newer } }: PageProps<Data>) {
  const { title, date, description, tags } = post.frontmatter;
  return (
    <Layout>
      <article>
        <header className="post-header">
          <p className="meta">
            <Day iso={date} /> · {post.timeToRead} min
          </p>
          <h1>{title}</h1>
          <p className="lead">{description}</p>
        </header>
        <Prose html={post.html} />
        <footer className="post-footer">
          <Tags tags={tags} />
        </footer>
      </article>
      <nav className="neighbours" aria-label="Other posts">
        {older && (
          <Link className="neighbour" to={older.fields.path} rel="prev">
            <span className="neighbour-label">Older</span> {older.frontmatter.title}
          </Link>
        )}
        {newer && (
          <Link className="neighbour newer" to={newer.fields.path} rel="next">
            <span className="neighbour-label">Newer</span> {newer.frontmatter.title}
          </Link>
        )}
      </nav>
    </Layout>
  );
}

export const Head = ({ data, location }: HeadProps<Data>) => {
  const { title, description, date } = data.post.frontmatter;
  return (
    <PageHead title={title} description={description} path={location.pathname}>
      <meta property="og:type" content="article" />
      <meta property="article:published_time" content={date} />
    </PageHead>
  );
};

export const query = graphql`
  query Post($id: String!, $olderId: String, $newerId: String) {
    post: markdownRemark(id: { eq: $id }) {
      html
      timeToRead
      frontmatter {
        title
        date
        description
        tags
      }
    }
    older: markdownRemark(id: { eq: $olderId }) {
      ...Neighbour
    }
    newer: markdownRemark(id: { eq: $newerId }) {
      ...Neighbour
    }
  }

  fragment Neighbour on MarkdownRemark {
    fields {
      path
    }
    frontmatter {
      title
    }
  }
`;
