/** Reads lines and counted bytes off a stream of arbitrary pieces, holding no more than the piece at hand. */
import { AwsError } from "../../errors.ts";

/** Longer lines than this are no framing of any client. */
const longestLine = 16_384;

export interface ByteReader {
  /** The next line without its CRLF. @throws AwsError IncompleteBody */
  line(): Promise<string>;
  /** The next `count` bytes, in pieces as they arrive. @throws AwsError IncompleteBody */
  bytes(count: number): AsyncIterable<Uint8Array>;
}

export function byteReader(source: AsyncIterable<Uint8Array>): ByteReader {
  const pieces = source[Symbol.asyncIterator]();
  let rest: Uint8Array = new Uint8Array();

  async function more(): Promise<Uint8Array> {
    const next = await pieces.next();
    if (next.done) throw new AwsError("IncompleteBody", "The request body terminated unexpectedly");
    return next.value;
  }

  return {
    async line() {
      for (;;) {
        const end = rest.indexOf(10);
        if (end >= 0) {
          const line = Buffer.from(rest.subarray(0, end)).toString("utf8");
          rest = rest.subarray(end + 1);
          return line.endsWith("\r") ? line.slice(0, -1) : line;
        }
        if (rest.length > longestLine) throw new AwsError("InvalidRequest", "The aws-chunked framing of the body is malformed");
        rest = Buffer.concat([rest, await more()]);
      }
    },
    async *bytes(count) {
      for (let left = count; left > 0; ) {
        if (rest.length === 0) rest = await more();
        const piece = rest.subarray(0, left);
        rest = rest.subarray(piece.length);
        left -= piece.length;
        if (piece.length > 0) yield piece;
      }
    },
  };
}
