/** Numbers as Java writes them, which AWS does where a number becomes part of a string. */
import { IntrinsicProblem } from "./intrinsic.ts";

/**
 * An integer's digits, or `Double.toString`: scientific below 0.001 and from ten millions on.
 * @throws IntrinsicProblem for an integer of which digits may have been lost when it was read
 */
export function javaNumber(value: number): string {
  if (Number.isSafeInteger(value)) return String(value + 0);
  if (Number.isInteger(value)) throw new IntrinsicProblem(`the number ${value} is beyond 2^53, whose text is not known here`);
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e7) return String(value);
  const [mantissa = "", exponent = ""] = value.toExponential().split("e");
  return `${mantissa.includes(".") ? mantissa : `${mantissa}.0`}E${exponent.replace("+", "")}`;
}
