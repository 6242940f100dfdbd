import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { filesIn } from "../support/files-in.ts";
import { checkPost, checkRawPage } from "./check-page.ts";
import type { ContentProblem } from "./problem.ts";
import { isSlug } from "./rules.ts";

export interface CheckedContent {
  /** What is wrong with posts, as `file:line: message`: reasons to fail the build. */
  readonly postProblems: readonly string[];
  /** What is wrong with raw pages, in the same form. They are left out: one bad page must not stop a talk. */
  readonly rawProblems: readonly string[];
  /** The raw pages to leave out, as absolute paths. */
  readonly brokenRawPages: readonly string[];
}

/** Reads every page below `<site>/content`. Files are named from `site` in messages. */
export async function checkContent(site: string): Promise<CheckedContent> {
  const posts = await checkFolder(site, "content/posts", (path, markdown) => [...checkPlace(path), ...checkPost(markdown)]);
  const raw = await checkFolder(site, "content/raw", (path, markdown) => [...checkRawPlace(path), ...checkRawPage(markdown)]);
  return {
    postProblems: posts.flatMap((page) => page.messages),
    rawProblems: raw.flatMap((page) => page.messages),
    brokenRawPages: raw.filter((page) => page.messages.length > 0).map((page) => page.path),
  };
}

/** A post is `<slug>/index.md`, and its slug is its address. */
function checkPlace(path: string): ContentProblem[] {
  const [slug = "", ...rest] = path.split("/");
  if (rest.join("/") !== "index.md") return [{ line: 1, message: "a post lies in content/posts/<slug>/index.md" }];
  return isSlug(slug) ? [] : [{ line: 1, message: `the slug ${slug} must be lower-case words with hyphens` }];
}

/** A raw page is `<talk>/<entry>/index.md`, and its entry is its anchor on the talk's page. */
function checkRawPlace(path: string): ContentProblem[] {
  const [talk = "", entry = "", ...rest] = path.split("/");
  if (rest.join("/") !== "index.md") return [{ line: 1, message: "a raw page lies in content/raw/<talk>/<entry>/index.md" }];
  const wrong = [talk, entry].find((name) => !isSlug(name));
  return wrong === undefined ? [] : [{ line: 1, message: `the folder ${wrong} must be lower-case words with hyphens` }];
}

async function checkFolder(site: string, folder: string, check: (path: string, markdown: string) => ContentProblem[]) {
  const pages = (await filesIn(join(site, folder))).filter((path) => path.endsWith(".md"));
  return Promise.all(
    pages.map(async (path) => {
      const absolute = join(site, folder, path);
      const problems = check(path, await readFile(absolute, "utf8"));
      return { path: absolute, messages: problems.map(({ line, message }) => `${folder}/${path}:${line}: ${message}`) };
    }),
  );
}
