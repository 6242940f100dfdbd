/** Every intrinsic function that values may use. */
import { base64 } from "./base64.ts";
import { findInMap } from "./find-in-map.ts";
import { getAtt } from "./get-att.ts";
import { ifElse } from "./if.ts";
import type { Intrinsic } from "./intrinsic.ts";
import { join } from "./join.ts";
import { ref } from "./ref.ts";
import { select } from "./select.ts";
import { split } from "./split.ts";
import { sub } from "./sub.ts";

const table = new Map(
  [ref, getAtt, sub, join, select, split, ifElse, findInMap, base64].map((intrinsic) => [intrinsic.name, intrinsic]),
);

/** The call that an object of one key makes, when that key is an intrinsic function that is known here. */
export function intrinsicCall(value: object): { intrinsic: Intrinsic; argument: unknown } | undefined {
  const [call, ...others] = Object.entries(value);
  const intrinsic = call && others.length === 0 ? table.get(call[0]) : undefined;
  return call && intrinsic && { intrinsic, argument: call[1] };
}

/** Paths of all calls inside `value` of functions that are not known here, each with the function's name. */
export function unknownIntrinsics(value: unknown, where: string): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    /^Fn::/.test(key) && !table.has(key)
      ? [`${where}: the intrinsic function ${key}`]
      : unknownIntrinsics(inner, table.has(key) ? where : `${where}.${key}`),
  );
}
