/** `MessageStructure: json`: one publication that says another thing to each protocol. */
import { invalidParameter } from "./topic.ts";

/** What each protocol is told; whoever is not named is told `default`. */
export interface MessagesByProtocol {
  readonly default: string;
  readonly [protocol: string]: string;
}

/**
 * Reads a structured message (https://docs.aws.amazon.com/sns/latest/api/API_Publish.html): a JSON object with a text
 * for `default`. Keys of no known protocol, and values that are no text, are passed over.
 * @throws AwsError InvalidParameter
 */
export function parseMessages(message: string): MessagesByProtocol {
  const texts = Object.fromEntries(Object.entries(parse(message)).filter(([, text]) => typeof text === "string"));
  const { default: all } = texts;
  if (all === undefined) throw invalidParameter("Message Structure - No default entry in JSON message body");
  return { ...texts, default: all };
}

function parse(message: string): Record<string, string> {
  try {
    const parsed: unknown = JSON.parse(message);
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) return parsed as Record<string, string>;
  } catch {
    // Told below, together with JSON that is no object.
  }
  throw invalidParameter("Message Structure - JSON message body failed to parse");
}
