/** Ids that are the same at every boot, made from the stack and the resource's logical id. */
import { createHash } from "node:crypto";

/** `E` and thirteen capitals or digits, like a distribution's, an invalidation's (`I`) or an origin access control's id. */
export function stableId(letter: "E" | "I", ...parts: readonly string[]): string {
  const number = BigInt(`0x${digest(parts).slice(0, 32)}`);
  return letter + number.toString(36).toUpperCase().padStart(13, "0").slice(0, 13);
}

/** A UUID, like a policy's id. */
export function stableUuid(...parts: readonly string[]): string {
  return digest(parts).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5");
}

function digest(parts: readonly string[]): string {
  return createHash("sha256").update(parts.join("\n")).digest("hex");
}
