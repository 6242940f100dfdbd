import { Link } from "gatsby";

/** A post's tags, each a link to its page. */
export function Tags({ tags }: { tags: readonly string[] }) {
  return (
    <ul className="tags" aria-label="Tags">
      {tags.map((tag) => (
        <li key={tag}>
          <Link className="tag" to={`/tags/${tag}/`}>
            {tag}
          </Link>
        </li>
      ))}
    </ul>
  );
}
