import type { Json } from "./json.ts";

/** AWS's hard quota of a payload: bytes of UTF-8 JSON text. */
export const MAX_PAYLOAD_BYTES = 262_144;
/** AWS's hard quota of a standard execution's history. */
export const MAX_HISTORY_EVENTS = 25_000;
/** The longest wait, timeout or interval of the Amazon States Language, in seconds. */
export const MAX_SECONDS = 99_999_999;
/** The farthest moment that AWS waits for, in seconds from now. */
export const MAX_SECONDS_TO_TIMESTAMP = 2_147_483_647;

/** Whether `value`, written as JSON, is larger than a state may take or give. */
export function exceedsPayloadLimit(value: Json): boolean {
  return textExceedsPayloadLimit(JSON.stringify(value));
}

/** The same of JSON text. */
export function textExceedsPayloadLimit(text: string): boolean {
  return Buffer.byteLength(text, "utf8") > MAX_PAYLOAD_BYTES;
}
