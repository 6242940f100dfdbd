/** Declared, not inferred: so a site without a raw page, or without a picture, has the same queries. */
export const typeDefs = `
  type Site implements Node { siteMetadata: SiteMetadata! }
  type SiteMetadata { title: String!, description: String!, siteUrl: String!, commit: String, buildTime: Date @dateformat }

  type MarkdownRemark implements Node { frontmatter: Frontmatter!, fields: MarkdownRemarkFields! }
  type Frontmatter {
    title: String!
    date: Date! @dateformat
    tags: [String!]
    description: String
    talk: String
    slide: Int
    assurance: Float
    picture: String
    pictures: PicturesOfTwoSizes
    returned: [Date!] @dateformat
  }
  type PicturesOfTwoSizes { large: SizedPicture!, small: SizedPicture! }
  type SizedPicture { src: String!, width: Int!, height: Int! }
  type MarkdownRemarkFields {
    kind: String!
    path: String!
    entry: String
  }
`;
