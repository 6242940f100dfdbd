/** What the fold reads from events' details. */
import type { Json } from "../asl/json.ts";
import type { EventDetails } from "./history.ts";

/** Data from its JSON text. */
export function data(text: Json | undefined): Json {
  return JSON.parse(String(text)) as Json;
}

export function failureOf(details: EventDetails | undefined): { error?: string; cause?: string } {
  return {
    ...(typeof details?.error === "string" ? { error: details.error } : {}),
    ...(typeof details?.cause === "string" ? { cause: details.cause } : {}),
  };
}
