import { AnswerNotUnderstood } from "../errors.ts";

/** A response's text. @throws AnswerNotUnderstood when it is longer than `most` bytes: the rest is not waited for */
export async function readText({ body }: Response, most: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.length;
    if (length > most) throw new AnswerNotUnderstood(`Ximilar's answer is longer than ${most} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
