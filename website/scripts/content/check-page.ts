import { readFrontMatter } from "./front-matter.ts";
import type { ContentProblem } from "./problem.ts";
import { date, moments, optional, pictures, type Rule, share, siteAddress, slug, tags, text, wholeNumber } from "./rules.ts";

interface PageRules {
  readonly required: Readonly<Record<string, Rule>>;
  readonly optional: Readonly<Record<string, Rule>>;
  /** Whether a field without a rule is refused, so that a misspelt name is told of. */
  readonly closed: boolean;
}

/** A post is written by a person: every field is needed, and a field that we don't know is a typing error. */
const postRules: PageRules = {
  required: { title: text, date, tags, description: text },
  optional: {},
  closed: true,
};

/** A raw page is written by the live blogger, which may say more than the site shows. */
const rawPageRules: PageRules = {
  required: { title: text, date, talk: slug, type: (value) => (value === "liveblog" ? undefined : "must be liveblog") },
  optional: {
    slide: optional(wholeNumber),
    assurance: optional(share),
    picture: optional(siteAddress),
    pictures: optional(pictures),
    returned: optional(moments),
  },
  closed: false,
};

/** What is wrong with a post's front matter, in the order of its lines; nothing when it keeps the contract. */
export const checkPost = (markdown: string): ContentProblem[] => check(markdown, postRules);

/** What is wrong with a raw page's front matter; nothing when it can be shown. */
export const checkRawPage = (markdown: string): ContentProblem[] => check(markdown, rawPageRules);

function check(markdown: string, rules: PageRules): ContentProblem[] {
  const { fields, problems } = readFrontMatter(markdown);
  if (problems.length > 0) return [...problems];

  const known: Readonly<Record<string, Rule>> = { ...rules.required, ...rules.optional };
  const found: ContentProblem[] = [];
  for (const [name, { line, value }] of fields) {
    const rule = Object.hasOwn(known, name) ? known[name] : undefined;
    if (rule === undefined) {
      if (rules.closed) found.push({ line, message: `${name} is no field of a post (${Object.keys(known).join(", ")})` });
      continue;
    }
    const wrong = rule(value);
    if (wrong !== undefined) found.push({ line, message: `${name} ${wrong}` });
  }
  for (const name of Object.keys(rules.required)) {
    if (!fields.has(name)) found.push({ line: 1, message: `${name} is missing` });
  }
  return found.sort((one, other) => one.line - other.line);
}
