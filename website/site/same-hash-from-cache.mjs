const name = "same-hash-from-cache";

/**
 * A webpack plugin. Gatsby writes the compilation's hash into every page, and webpack lets the compilations of
 * stylesheets within it count: they exist only in a build without a cache, so that the second build of a site would
 * change every page. What they make counts anyway, by the chunks that it is put into.
 */
export const sameHashFromCache = {
  apply(compiler) {
    compiler.hooks.thisCompilation.tap(name, (compilation) => {
      let children = [];
      compilation.hooks.beforeHash.tap(name, () => {
        children = compilation.children;
        compilation.children = [];
      });
      compilation.hooks.afterHash.tap(name, () => {
        compilation.children = children;
      });
    });
  },
};
