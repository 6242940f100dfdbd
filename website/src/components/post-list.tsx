import { Link } from "gatsby";
import { Day } from "./date";
import { Tags } from "./tags";

export interface PostSummary {
  readonly fields: { readonly path: string };
  readonly timeToRead: number;
  readonly frontmatter: {
    readonly title: string;
    readonly date: string;
    readonly description: string;
    readonly tags: readonly string[];
  };
}

/** Posts as a list of cards; `heading` is the level their titles have on the page. */
export function PostList({ posts, heading: Heading = "h2" }: { posts: readonly PostSummary[]; heading?: "h2" | "h3" }) {
  return (
    <ol className="posts">
      {posts.map(({ fields, timeToRead, frontmatter }) => (
        <li key={fields.path}>
          <article>
            <p className="meta">
              <Day iso={frontmatter.date} /> · {timeToRead} min
            </p>
            <Heading className="posts-title">
              <Link to={fields.path}>{frontmatter.title}</Link>
            </Heading>
            <p className="posts-text">{frontmatter.description}</p>
            <Tags tags={frontmatter.tags} />
          </article>
        </li>
      ))}
    </ol>
  );
}
