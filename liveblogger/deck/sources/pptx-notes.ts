import { posix } from "node:path";
import { XMLParser } from "fast-xml-parser";
import { unzipSync } from "fflate";
import { DeckTooLarge, DeckUnreadable } from "../errors.ts";

const MOST_ENTRY = 20 * 2 ** 20;
const MOST_TOTAL = 200 * 2 ** 20;
const RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/**
 * The speaker's notes of a .pptx (Office Open XML, ECMA-376 part 1, § 13.3), one a slide in the order shown; hidden slides are left
 * out, for exports leave them out.
 *
 * @throws DeckUnreadable, DeckTooLarge
 */
export function pptxNotes(bytes: Uint8Array): string[] {
  const parts = unzip(bytes);
  const presentation = root(parts, "ppt/presentation.xml");
  const targets = relationships(parts, "ppt/presentation.xml");
  const ids = descendants(presentation, "p:sldId").map((slide) => slide.attributes["r:id"] ?? "");
  return ids.flatMap((id) => {
    const slide = targets.find((target) => target.id === id)?.path;
    if (slide === undefined) throw new DeckUnreadable("The .pptx names a slide that it does not hold.");
    const content = root(parts, slide);
    if (/^(0|false)$/.test(content.attributes["show"] ?? "")) return [];
    const notes = relationships(parts, slide).find(({ type }) => type === `${RELATIONSHIPS}/notesSlide`)?.path;
    return [notes === undefined ? "" : notesText(root(parts, notes))];
  });
}

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

/** Only the parts that say something of slides and notes, none larger than it may be. */
function unzip(bytes: Uint8Array): Record<string, Uint8Array> {
  let total = 0;
  try {
    return unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!/^ppt\/(presentation\.xml|_rels\/|slides\/|notesSlides\/)/.test(name) || !/\.(xml|rels)$/.test(name)) return false;
        total += originalSize;
        if (originalSize > MOST_ENTRY || total > MOST_TOTAL) throw new DeckTooLarge(`${name} in the .pptx is too large.`);
        return true;
      },
    });
  } catch (error) {
    if (error instanceof DeckTooLarge) throw error;
    throw new DeckUnreadable(`The .pptx can't be unpacked: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  trimValues: false,
  parseTagValue: false,
  processEntities: true,
});

function root(parts: Record<string, Uint8Array>, path: string): Element {
  const bytes = parts[path];
  if (!bytes) throw new DeckUnreadable(`The .pptx lacks ${path}.`);
  try {
    const found = (parser.parse(Buffer.from(bytes)) as unknown[]).map(element).find(({ name }) => !name.startsWith("?"));
    if (found) return found;
  } catch (error) {
    throw new DeckUnreadable(`${path} in the .pptx is no XML: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
  throw new DeckUnreadable(`${path} in the .pptx is empty.`);
}

/** The parser's form of an element, { name: [children], ":@": { attributes } }, in ours. */
function element(parsed: unknown): Element {
  const { ":@": attributes = {}, ...rest } = parsed as Record<string, unknown> & { ":@"?: Record<string, string> };
  const [name = "", content] = Object.entries(rest)[0] ?? [];
  if (name === "#text") return { name, attributes, children: [], text: String(content) };
  const children = Array.isArray(content) ? content.map(element) : [];
  return { name, attributes, children, text: "" };
}

const descendants = (from: Element, name: string): Element[] =>
  from.children.flatMap((child) => (child.name === name ? [child] : descendants(child, name)));

function relationships(parts: Record<string, Uint8Array>, path: string): { id: string; type: string; path: string }[] {
  const file = posix.join(posix.dirname(path), "_rels", `${posix.basename(path)}.rels`);
  if (!parts[file]) return [];
  return descendants(root(parts, file), "Relationship").map(({ attributes }) => ({
    id: attributes["Id"] ?? "",
    type: attributes["Type"] ?? "",
    path: posix.join("/", posix.dirname(path), attributes["Target"] ?? "").slice(1),
  }));
}

/** The text of the notes' body: the other shapes on a notes page are the slide's picture, its number and the date. */
function notesText(notes: Element): string {
  return descendants(notes, "p:sp")
    .filter((shape) => descendants(shape, "p:ph").some(({ attributes }) => attributes["type"] === "body"))
    .flatMap((shape) => descendants(shape, "a:p").map(paragraph))
    .join("\n")
    .trim();
}

const paragraph = (from: Element): string =>
  from.children
    .map((child) => {
      if (child.name === "a:br") return "\n";
      if (child.name === "a:r" || child.name === "a:fld") return descendants(child, "a:t").map(plain).join("");
      return "";
    })
    .join("");

const plain = (from: Element): string => from.children.map(({ text }) => text).join("");
