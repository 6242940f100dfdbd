/** A document as an answer. */
import type { RawResponse } from "../../../contracts.ts";

export const xmlResponse = (body: string, headers: Readonly<Record<string, string>> = {}): RawResponse => ({
  status: 200,
  headers: { "content-type": "application/xml", ...headers },
  body,
});
