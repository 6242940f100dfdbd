/** The MD5s by which clients check that a message came over whole (SQS Developer Guide, "Calculating the MD5 message digest"). */
import { createHash } from "node:crypto";
import { isBinary, type MessageAttributes } from "./message.ts";

const STRING = Buffer.from([1]);
const BINARY = Buffer.from([2]);

/** In hexadecimal. */
export function digestOfBody(body: string): string {
  return createHash("md5").update(body).digest("hex");
}

/** Over names (sorted), data types and values, each after its length in four bytes; undefined without attributes. */
export function digestOfAttributes(attributes: MessageAttributes): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const hash = createHash("md5");
  const add = (bytes: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hash.update(length).update(bytes);
  };
  for (const name of names) {
    const attribute = attributes[name];
    if (!attribute) continue;
    add(Buffer.from(name));
    add(Buffer.from(attribute.dataType));
    hash.update(isBinary(attribute) ? BINARY : STRING);
    add(Buffer.from(attribute.value, isBinary(attribute) ? "base64" : "utf8"));
  }
  return hash.digest("hex");
}
