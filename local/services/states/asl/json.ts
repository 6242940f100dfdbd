/** JSON as the Amazon States Language moves it between states. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [field: string]: Json };
export type JsonObject = { readonly [field: string]: Json };

/** Whether `value` is an object with fields (neither null nor an array). */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A copy of `object` with one field set, in its old place if it had one; `__proto__` is a field like any other. */
export function withField(object: JsonObject, field: string, value: Json): JsonObject {
  const entries = Object.entries(object);
  const changed = entries.map(([name, old]): [string, Json] => [name, name === field ? value : old]);
  return Object.fromEntries(Object.hasOwn(object, field) ? changed : [...entries, [field, value]]);
}
