/** The bytes of one part of an object, which a GET or HEAD asks for by `partNumber`. */
import { AwsError } from "../../../errors.ts";
import { invalidArgument } from "./errors.ts";
import type { ByteRange } from "./range.ts";

/**
 * An object that was not uploaded in parts is one part. Undefined when the part is empty, and so has no range.
 * @throws InvalidArgument, InvalidPartNumber
 */
export function partRange(
  partNumber: string,
  { size, parts = [size] }: { readonly size: number; readonly parts?: readonly number[] },
): ByteRange | undefined {
  if (!/^[1-9]\d{0,4}$/.test(partNumber)) {
    throw invalidArgument("Part number must be an integer between 1 and 10000, inclusive", "partNumber", partNumber);
  }
  const index = Number(partNumber) - 1;
  const length = parts[index];
  if (length === undefined) {
    throw new AwsError("InvalidPartNumber", "The requested partnumber is not satisfiable", 416, {
      ActualPartCount: String(parts.length),
      PartNumberRequested: partNumber,
    });
  }
  const first = parts.slice(0, index).reduce((sum, part) => sum + part, 0);
  return length === 0 ? undefined : { first, last: first + length - 1 };
}
