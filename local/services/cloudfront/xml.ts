/** XML as CloudFront's API, and S3 behind it, write it. */
import { XMLBuilder } from "fast-xml-parser";

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: "@", suppressEmptyNode: false });

/** A document with its declaration. Keys are element names, `@` keys attributes; arrays repeat their element. */
export function xmlDocument(root: Readonly<Record<string, unknown>>): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build(root)}`;
}
