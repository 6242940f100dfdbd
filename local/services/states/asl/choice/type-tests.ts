import type { Json } from "../json.ts";
import { parseTimestamp } from "../timestamps.ts";

/** IsNull, IsString, …: `false` beside the operator asks for the opposite. IsPresent alone takes a path without a match. */
export const typeTests: Record<string, (variable: Json | undefined) => boolean> = {
  IsPresent: (variable) => variable !== undefined,
  IsNull: (variable) => variable === null,
  IsString: (variable) => typeof variable === "string",
  IsNumeric: (variable) => typeof variable === "number",
  IsBoolean: (variable) => typeof variable === "boolean",
  IsTimestamp: (variable) => typeof variable === "string" && parseTimestamp(variable) !== undefined,
};
