import { parseTimestamp } from "../timestamps.ts";
import { comparisons } from "./operator.ts";

/** TimestampEquals, TimestampLessThan, …: as moments, whatever their offsets. */
export const timestamp = comparisons("Timestamp", (value) => (typeof value === "string" ? parseTimestamp(value) : undefined));
