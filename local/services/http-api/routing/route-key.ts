/** Route keys: `GET /pets/{id}`, `ANY /files/{path+}`, `$default`. */

export type Segment =
  | { readonly kind: "static"; readonly text: string }
  | { readonly kind: "variable" | "greedy"; readonly name: string };

export interface RouteKey {
  readonly text: string;
  /** `ANY` for all of them. */
  readonly method: string;
  /** Undefined for `$default`. */
  readonly segments: readonly Segment[] | undefined;
}

const METHODS = "ANY|DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT";
const KEY = new RegExp(`^(?<method>${METHODS}) (?<path>/.*)$`);

/** @returns undefined for what is no route key */
export function parseRouteKey(text: string): RouteKey | undefined {
  if (text === "$default") return { text, method: "ANY", segments: undefined };
  const { method, path } = KEY.exec(text)?.groups ?? {};
  if (method === undefined || path === undefined) return undefined;
  const segments = path === "/" ? [] : path.slice(1).split("/").map(parseSegment);
  const parsed = segments.filter((segment) => segment !== undefined);
  const misplaced = parsed.slice(0, -1).some(({ kind }) => kind === "greedy");
  return parsed.length < segments.length || misplaced ? undefined : { text, method, segments: parsed };
}

function parseSegment(text: string): Segment | undefined {
  const { name, plus } = /^\{(?<name>[\w.-]+)(?<plus>\+)?\}$/.exec(text)?.groups ?? {};
  if (name !== undefined) return { kind: plus === undefined ? "variable" : "greedy", name };
  return /^[^{}?#]+$/.test(text) ? { kind: "static", text } : undefined;
}
