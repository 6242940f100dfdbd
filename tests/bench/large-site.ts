/**
 * A blog as Gatsby builds website/, of as many posts as a measurement needs: the same files, of the sizes that this
 * site's have, and what one changed post changes with it.
 */
import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** A site's files: each one's text by its path. */
export type Files = ReadonlyMap<string, string>;

/** Ten posts share a tag or two of these, so a tag's page lists a tenth of the posts or so. */
const tags = ["aws", "docker", "lambda", "s3", "reliability", "builds", "tools", "local", "talks", "notes"];
const hashed = (name: string) => createHash("sha1").update(name).digest("hex").slice(0, 20);
/** Text that is nobody else's, so that no two files are the same. */
const prose = (name: string, bytes: number) =>
  Array.from(
    { length: Math.ceil(bytes / 65) },
    (_, line) => `${hashed(`${name} ${line}`)} ${"lorem ipsum dolor sit amet ".repeat(2)}`,
  )
    .join("")
    .slice(0, bytes);

interface Post {
  readonly slug: string;
  readonly title: string;
  readonly tags: readonly string[];
}

/**
 * The site of `posts` posts. Those `retitled` have another title than at first, and so do their neighbours' links
 * to them, the lists of their tags, and the list of all posts; the home page shows the commit.
 */
export function largeSite(posts: number, commit: string, retitled: readonly number[] = []): Files {
  const all = Array.from({ length: posts }, (_, index): Post => {
    const slug = `post-${String(index).padStart(5, "0")}`;
    const title = retitled.includes(index) ? `${slug}, said better` : slug;
    return { slug, title, tags: [tags[index % 10], tags[(index + 1) % 10]].filter((tag) => tag !== undefined) };
  });
  const files = new Map<string, string>();
  const page = (path: string, data: unknown) => {
    const json = JSON.stringify({ path: `/${path}`, result: { data } });
    files.set(join(path, "index.html"), `<!DOCTYPE html><style>${styles}</style>${json}`);
    files.set(join("page-data", path || "index", "page-data.json"), json);
  };

  for (const [name, bytes] of Object.entries(scripts)) {
    files.set(`${name}-${hashed(name)}.js`, prose(name, bytes));
    files.set(`${name}-${hashed(name)}.js.map`, prose(`${name} map`, 4 * bytes));
  }
  all.forEach((post, index) => {
    const neighbours = [all[index - 1]?.title, all[index + 1]?.title];
    page(`posts/${post.slug}`, { post, neighbours, html: prose(post.slug, 5_500) });
  });
  const summary = (post: Post) => ({ ...post, description: prose(`about ${post.slug}`, 150) });
  page("", { commit, newest: all.slice(-6).map(summary) });
  page("posts", all.map(summary));
  page("tags", tags);
  for (const tag of tags) page(`tags/${tag}`, all.filter((post) => post.tags.includes(tag)).map(summary));
  files.set("404.html", styles);
  files.set("page-data/app-data.json", JSON.stringify({ webpackCompilationHash: hashed("app") }));
  files.set("rss.xml", JSON.stringify(all.slice(-20).map((post) => [post, prose(post.slug, 5_500)])));
  files.set("sitemap-0.xml", all.map(({ slug }) => `<url><loc>https://example.com/posts/${slug}/</loc></url>`).join(""));
  files.set("robots.txt", "User-agent: *");
  return files;
}

/** Gatsby puts all styles into every page. */
const styles = prose("styles", 10_000);
const scripts = { framework: 220_000, app: 60_000, "component---src-templates-post-tsx": 5_000, "webpack-runtime": 4_000 };

/** Writes the files below `folder`; of those that `before` has too only what differs. */
export async function writeFiles(folder: string, files: Files, before: Files = new Map()): Promise<void> {
  for (const path of differing(before, files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), files.get(path) ?? "");
  }
}

/** The paths whose text is another in `after` than in `before`, or that only `after` has. */
export const differing = (before: Files, after: Files): string[] =>
  [...after].filter(([path, text]) => before.get(path) !== text).map(([path]) => path);

export const bytesOf = (files: Files, paths: Iterable<string> = files.keys()): number =>
  [...paths].reduce((sum, path) => sum + Buffer.byteLength(files.get(path) ?? ""), 0);
