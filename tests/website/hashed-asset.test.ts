import { isHashedAsset } from "../../website/scripts/releases/hashed-asset.ts";

/** Paths that Gatsby 5.16 wrote. */
describe("Gatsby's files", () => {
  it.each([
    "522-b6a6e964c39fcbad0346.js",
    "a9a7754c-6ab12e2fa5f8a5e6c4d1.js",
    "app-56d92d8731033ce76597.js",
    "app-56d92d8731033ce76597.js.map",
    "component---src-pages-404-tsx-cb6582dd02e138b49380.js",
    "framework-6b34abc0a1067443fc69.js.LICENSE.txt",
    "styles.c2b27b2957f483c84d1d.css",
    "webpack-runtime-7ef0cec56675c8457a37.js",
    "static/picture-0123456789abcdef0123456789abcdef.png",
    "static/d41d8cd98f00b204e9800998ecf8427e/flow.svg",
    "static/d41d8cd98f00b204e9800998ecf8427e/3f20e/phone.webp",
  ])("%s is hashed", (path) => expect(isHashedAsset(path)).toBe(true));

  it.each([
    "index.html",
    "404.html",
    "posts/a-push/index.html",
    "page-data/app-data.json",
    "page-data/index/page-data.json",
    "page-data/sq/d/763026455.json",
    "chunk-map.json",
    "webpack.stats.json",
    "favicon.svg",
    "robots.txt",
    "rss.xml",
    "sitemap-index.xml",
    "~partytown/partytown.js",
    "_gatsby/slices/_gatsby-scripts-1.html",
    "static/logo.svg",
    "posts/app-56d92d8731033ce76597.js/index.html",
  ])("%s may change", (path) => expect(isHashedAsset(path)).toBe(false));
});
