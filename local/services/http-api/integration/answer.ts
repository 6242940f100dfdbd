/** What a function's answer stands for, in payload format 2.0. */
import { validateHeaderName, validateHeaderValue } from "node:http";
import { z } from "zod";
import type { ApiResponse } from "../messages.ts";

/** The function answered what is no HTTP response. */
export class MalformedAnswer extends Error {
  override readonly name = "MalformedAnswer";
}

/** Fields that it does not know are left alone, as API Gateway does. */
const structured = z.object({
  statusCode: z.coerce.number().int().min(200).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** The connection's business, not the function's. */
const withheld = /^(connection|content-length|keep-alive|transfer-encoding|upgrade)$/;

/** @param payload JSON text. @throws MalformedAnswer */
export function readAnswer(payload: string): ApiResponse {
  const answer: unknown = JSON.parse(payload);
  if (typeof answer !== "object" || answer === null || !("statusCode" in answer)) return inferred(answer);
  const read = structured.safeParse(answer);
  if (!read.success) throw new MalformedAnswer(z.prettifyError(read.error));
  const { statusCode: status, body, isBase64Encoded, cookies } = read.data;
  const headers = headersOf(read.data.headers ?? {});
  return {
    status,
    headers: body ? { "content-type": "text/plain; charset=utf-8", ...headers } : headers,
    cookies: cookies ?? [],
    body: Buffer.from(body ?? "", isBase64Encoded ? "base64" : "utf8"),
  };
}

/** A function that only says what it has to say. */
function inferred(answer: unknown): ApiResponse {
  const text = typeof answer === "string" ? answer : JSON.stringify(answer);
  return { status: 200, headers: { "content-type": "application/json" }, cookies: [], body: Buffer.from(text) };
}

function headersOf(given: Readonly<Record<string, string | number | boolean>>): Record<string, string> {
  const headers = Object.entries(given).map(([name, value]) => [name.toLowerCase(), String(value)] as const);
  try {
    for (const [name, value] of headers) {
      validateHeaderName(name);
      validateHeaderValue(name, value);
    }
  } catch (error) {
    throw new MalformedAnswer(String(error));
  }
  return Object.fromEntries(headers.filter(([name]) => !withheld.test(name)));
}
