import { graphql } from "gatsby";

/** What a list of posts shows of each (see `PostSummary` in post-list.tsx). */
export const postSummary = graphql`
  fragment PostSummary on MarkdownRemark {
    fields {
      path
    }
    timeToRead
    frontmatter {
      title
      date
      description
      tags
    }
  }
`;
