/** What the site says of itself. Pages import it, so whatever stands here is in their scripts. */
export const siteMetadata = {
  title: "Lectern",
  description: "A website that publishes itself: when you git push, and while you speak.",
  /** The site's absolute address, without a slash at its end. The prefix lets Gatsby hand it to the pages too. */
  siteUrl: (process.env.GATSBY_SITE_URL || "http://localhost:9000").replace(/\/+$/, ""),
};
