import type { Entry, Picture } from "./entry.ts";
import { type HtmlTree, safeNotes } from "./notes.ts";

/** A raw page as the talk page's query gives it. */
export interface BuiltNode {
  readonly htmlAst: HtmlTree;
  readonly fields: { readonly entry: string };
  readonly frontmatter: {
    readonly title: string;
    readonly date: string;
    readonly slide: number | null;
    readonly assurance: number | null;
    readonly returned: readonly string[] | null;
    readonly picture: string | null;
    readonly pictures: { readonly large: Required<Picture>; readonly small: Required<Picture> } | null;
  };
}

/** The entry that a raw page is. */
export function builtEntry({ htmlAst, fields, frontmatter }: BuiltNode): Entry {
  const { title, date, slide, assurance, returned, picture, pictures } = frontmatter;
  return {
    name: fields.entry,
    title,
    time: date,
    returned: returned ?? [],
    slide,
    assurance,
    pictures: pictures ?? (picture === null ? null : { large: { src: picture } }),
    notes: safeNotes(htmlAst),
  };
}
