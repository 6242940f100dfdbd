import { isTalkName } from "../data/talk-item.ts";

const LONGEST = 40;

/** Why a folder's name can't be a talk's; undefined when it can. The name is part of addresses, keys and execution names. */
export function slugProblem(name: string): string | undefined {
  if (isTalkName(name)) return undefined;
  return name.length > LONGEST && isTalkName(name.slice(0, LONGEST).replace(/-$/, ""))
    ? `a talk's folder has a name of at most ${LONGEST} characters; this one has ${name.length}`
    : `a talk is named by its folder, in lower-case words with hyphens${suggestion(name)}`;
}

function suggestion(name: string): string {
  const slug = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, "");
  return slug ? `: rename it to ${slug}` : "";
}
