import { contentTypeOf } from "../../website/scripts/releases/content-type.ts";

it.each([
  ["posts/a-push/index.html", "text/html; charset=utf-8"],
  ["app-56d92d8731033ce76597.js", "text/javascript; charset=utf-8"],
  ["app-56d92d8731033ce76597.js.map", "application/json; charset=utf-8"],
  ["framework-6b34abc0a1067443fc69.js.LICENSE.txt", "text/plain; charset=utf-8"],
  ["styles.c2b27b2957f483c84d1d.css", "text/css; charset=utf-8"],
  ["rss.xml", "application/rss+xml; charset=utf-8"],
  ["sitemap-0.xml", "application/xml; charset=utf-8"],
  ["static/0/PHOTO.JPG", "image/jpeg"],
  ["static/0/flow.svg", "image/svg+xml; charset=utf-8"],
  ["CNAME", "application/octet-stream"],
  ["archive.tar.zst", "application/octet-stream"],
])("%s is %s", (path, type) => expect(contentTypeOf(path)).toBe(type));
