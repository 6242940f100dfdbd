/**
 * What the build was told. Only the configuration imports it, and the home page asks for it in its query: in a module
 * that pages import it would give every script, and so every page, new bytes with every push.
 */
export const builtFrom = {
  /** The commit the site is built from, and its time (ISO 8601); null in a build by hand. */
  commit: process.env.GATSBY_COMMIT || null,
  buildTime: process.env.GATSBY_BUILDTIME || null,
};
