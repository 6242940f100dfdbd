/** S3's XML: written by hand so that a control character in a key survives, read by a parser. */
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { malformedXml } from "./errors.ts";

export type XmlValue = string | number | boolean | undefined | XmlFields | readonly XmlValue[];
export interface XmlFields {
  readonly [name: string]: XmlValue;
}

/** A document in S3's namespace; an array repeats its element, undefined leaves it out. */
export function xmlDocument(root: string, fields: XmlValue): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, fields, ' xmlns="http://s3.amazonaws.com/doc/2006-03-01/"')}`;
}

function element(name: string, value: XmlValue, attributes = ""): string {
  if (value === undefined) return "";
  if (isList(value)) return value.map((item) => element(name, item)).join("");
  const content =
    typeof value === "object"
      ? Object.entries(value)
          .map(([child, childValue]) => element(child, childValue))
          .join("")
      : escapeXml(String(value));
  return `<${name}${attributes}>${content}</${name}>`;
}

/** Array.isArray does not narrow a union with readonly arrays. */
function isList(value: XmlValue): value is readonly XmlValue[] {
  return Array.isArray(value);
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** XML 1.0 has no way to write most control characters; S3 sends them as character references all the same. */
function escapeXml(text: string): string {
  return text.replace(/[&<>"\p{Cc}]/gu, (character) => entities[character] ?? `&#x${character.charCodeAt(0).toString(16)};`);
}

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  parseTagValue: false,
  trimValues: false,
  htmlEntities: true,
  isArray: (name) => name === "Object" || name === "Part",
});

/** The children of the root element `root`; text stays text. @throws MalformedXML */
export function parseXml(text: string, root: string): Record<string, unknown> {
  if (XMLValidator.validate(text) !== true) throw malformedXml();
  const content: unknown = parser.parse(text)[root];
  if (typeof content !== "object" || content === null) throw malformedXml();
  return content as Record<string, unknown>;
}
