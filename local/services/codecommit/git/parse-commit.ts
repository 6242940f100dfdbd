/** The text of a commit object (gitformat-commit): header lines, an empty line, the message. */

export interface Signature {
  readonly name: string;
  readonly email: string;
  /** `<unix seconds> <zone>`, for example `1484167798 -0800`. */
  readonly date: string;
}

export interface ParsedCommit {
  readonly treeId: string;
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
  /** Headers beside the five that every commit knows: `gpgsig`, `encoding`, … as they stand. */
  readonly additionalData: string;
}

/** Parses what `git cat-file commit` prints. */
export function parseCommit(content: Buffer): ParsedCommit {
  const text = content.toString("utf8");
  const endOfHeaders = text.indexOf("\n\n");
  const headers = (endOfHeaders < 0 ? text : text.slice(0, endOfHeaders)).split("\n");
  const additional: string[] = [];
  let treeId = "";
  let author = signature("");
  let committer = author;
  for (const header of headers) {
    const space = header.indexOf(" ");
    const value = header.slice(space + 1);
    const name = header.slice(0, space);
    if (name === "tree") treeId = value;
    else if (name === "parent")
      continue; // what git knows of them: see parents.ts
    else if (name === "author") author = signature(value);
    else if (name === "committer") committer = signature(value);
    else additional.push(header); // a line that starts with a space continues the header before it
  }
  const message = endOfHeaders < 0 ? "" : text.slice(endOfHeaders + 2);
  return { treeId, author, committer, message, additionalData: additional.join("\n") };
}

function signature(line: string): Signature {
  const [, name = "", email = "", date = ""] = /^(.*?) ?<([^>]*)> ?(.*)$/.exec(line) ?? [];
  return { name, email, date };
}
