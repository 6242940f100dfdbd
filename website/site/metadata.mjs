/** What the site says of itself, and what its build was told. */
export const siteMetadata = {
  title: "Lectern",
  description: "A website that publishes itself: when you git push, and while you speak.",
  /** The site's absolute address, without a slash at its end. The prefix lets Gatsby hand it to the pages too. */
  siteUrl: (process.env.GATSBY_SITE_URL || "http://localhost:9000").replace(/\/+$/, ""),
  /** The commit the site is built from, and its time (ISO 8601); null in a build by hand. */
  commit: process.env.GATSBY_COMMIT || null,
  buildTime: process.env.GATSBY_BUILDTIME || null,
};
