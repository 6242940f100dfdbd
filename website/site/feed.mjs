/** The RSS feed: the newest posts, whole. Live talks have their own feed, a JSON Feed beside each talk's page. */
export const feed = {
  query: `{ site { siteMetadata { title description siteUrl site_url: siteUrl } } }`,
  feeds: [
    {
      output: "/rss.xml",
      title: "Lectern",
      query: `{
        posts: allMarkdownRemark(filter: { fields: { kind: { eq: "post" } } }, sort: { frontmatter: { date: DESC } }, limit: 20) {
          nodes { html fields { path } frontmatter { title date description tags } }
        }
      }`,
      serialize: ({ query: { site, posts } }) => posts.nodes.map((post) => feedItem(post, site.siteMetadata.siteUrl)),
    },
  ],
};

function feedItem({ html, fields, frontmatter }, siteUrl) {
  const url = siteUrl + fields.path;
  return {
    title: frontmatter.title,
    description: frontmatter.description,
    date: frontmatter.date,
    categories: frontmatter.tags,
    url,
    guid: url,
    custom_elements: [{ "content:encoded": withAbsoluteAddresses(html, siteUrl) }],
  };
}

/** Readers show a feed's posts at other addresses than the site's, where `/static/…` leads nowhere. */
function withAbsoluteAddresses(html, siteUrl) {
  return html
    .replace(/(\s(?:src|href)=")\/(?!\/)/g, `$1${siteUrl}/`)
    .replace(/(\ssrcset=")([^"]*)/g, (_, before, list) => before + list.replace(/(^|,\s*)\/(?!\/)/g, `$1${siteUrl}/`));
}
