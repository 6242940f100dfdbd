/** JSON as the Amazon States Language moves it between states. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [field: string]: Json };
export type JsonObject = { readonly [field: string]: Json };

/** Whether `value` is an object with fields (neither null nor an array). */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A copy of `object` with one field set; `__proto__` is a field like any other. */
export function withField(object: JsonObject, field: string, value: Json): JsonObject {
  return Object.fromEntries([...Object.entries(object).filter(([name]) => name !== field), [field, value]]);
}
