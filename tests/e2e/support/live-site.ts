/**
 * A built website with what stands beside it while a talk goes on: `/media/…` and a talk's feed, which a test can change,
 * break and count. Everything has the headers that the distribution gives (cloud/delivery.yml).
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import sharp from "sharp";

/** An item of a feed, as the `liveFeed` function makes it. */
export interface FedItem {
  readonly entry: string;
  readonly title: string;
  readonly time: string;
  readonly html?: string;
  readonly slide?: number;
  readonly assurance?: number;
  readonly returned?: readonly string[];
  readonly pictures?: boolean;
}

export type FeedAnswer =
  | { readonly status: "open" | "ended" | undefined; readonly items: readonly FedItem[] }
  /** Anything else that a reader may meet. */
  | { readonly code: number; readonly body: string };

export interface LiveSite {
  readonly url: string;
  /** What the feeds of all talks answer. */
  answer: FeedAnswer;
  /** The status codes of the feed's answers so far. */
  readonly asked: number[];
  /** While it is true, nobody gets an answer from the feed: the connection is closed. */
  unreachable: boolean;
  stop(): Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".png": "image/png",
};

const contentSecurityPolicy =
  /ContentSecurityPolicy: !Sub "(.+)"/.exec(readFileSync("cloud/delivery.yml", "utf8"))?.[1] ??
  "none was found in cloud/delivery.yml";

/** Serves what Gatsby made in `folder`. @param apiUrl where the page may upload to */
export async function startLiveSite(folder: string, apiUrl = "https://api.example.org"): Promise<LiveSite> {
  const asked: number[] = [];
  const site = { answer: { status: "open", items: [] } as FeedAnswer, unreachable: false };

  async function respond(request: IncomingMessage, response: ServerResponse) {
    const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
    response.setHeader("content-security-policy", contentSecurityPolicy.replace(/\$\{[\w.]+\}/, apiUrl));
    const [, talk] = /^\/live\/([a-z0-9-]+)\/feed\.json$/.exec(pathname) ?? [];
    if (talk !== undefined) return respondFeed(request, response, talk);
    if (pathname.startsWith("/media/")) return response.setHeader("content-type", "image/jpeg").end(await picture(pathname));
    const file = join(folder, pathname.endsWith("/") ? `${pathname}index.html` : pathname);
    const bytes = await readFile(file).catch(() => undefined);
    if (!bytes) return response.writeHead(404).end();
    return response.setHeader("content-type", types[extname(file)] ?? "application/octet-stream").end(bytes);
  }

  function respondFeed(request: IncomingMessage, response: ServerResponse, talk: string) {
    if (site.unreachable) return request.socket.destroy();
    const { code, body } = "code" in site.answer ? site.answer : { code: 200, body: feedOf(talk, site.answer) };
    const etag = `"${createHash("sha256").update(body).digest("hex").slice(0, 16)}"`;
    const known = code === 200 && request.headers["if-none-match"] === etag;
    asked.push(known ? 304 : code);
    response.writeHead(known ? 304 : code, {
      etag,
      "cache-control": "public, max-age=1",
      "content-type": "application/feed+json",
    });
    return response.end(known ? undefined : body);
  }

  const server = createServer((request, response) => void respond(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return Object.assign(site, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    stop: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  });
}

/** The text of a talk's feed. */
const feedOf = (talk: string, { status, items }: Extract<FeedAnswer, { items: unknown }>) =>
  JSON.stringify({
    version: "https://jsonfeed.org/version/1.1",
    title: talk,
    home_page_url: `https://example.org/live/${talk}/`,
    feed_url: `https://example.org/live/${talk}/feed.json`,
    items: items.map(({ entry, title, time, html = "", pictures = true, returned = [], ...rest }) => ({
      id: `${talk}/${entry}`,
      url: `https://example.org/live/${talk}/#${entry}`,
      title,
      content_html: html,
      date_published: time,
      _lectern: { entry, returned, ...rest, ...(pictures && { pictures: picturesOf(talk, entry) }) },
    })),
    _lectern: { talk, status },
  });

/** An entry's pictures, as front matter and feed name them. */
export const picturesOf = (talk: string, entry: string) => ({
  large: { src: `/media/${talk}/${entry}/0123456789ab-large.jpg`, width: 1280, height: 720 },
  small: { src: `/media/${talk}/${entry}/0123456789ab-small.jpg`, width: 640, height: 360 },
});

/** A slide that has its address written on it. */
function picture(path: string): Promise<Buffer> {
  const [width, height] = path.includes("-small") ? [640, 360] : [1280, 720];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 1280 720">
    <rect width="1280" height="720" fill="#1f3a5f"/><rect x="80" y="330" width="300" height="8" fill="#f0a572"/>
    <text x="80" y="270" font-family="sans-serif" font-size="64" fill="#fff">${path.split("/")[3]}</text>
    <text x="80" y="420" font-family="sans-serif" font-size="34" fill="#cdd6e4">${path}</text></svg>`;
  return sharp(Buffer.from(svg)).jpeg().toBuffer();
}
