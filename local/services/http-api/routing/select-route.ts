/**
 * The route of a request: the most specific that fits
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html): a path without a greedy
 * variable before one with, fixed text before a variable, a method before ANY, and `$default` last.
 */
import type { RouteKey, Segment } from "./route-key.ts";

export interface Selected<Route> {
  readonly route: Route;
  /** Decoded; undefined for a route without variables. */
  readonly pathParameters: Readonly<Record<string, string>> | undefined;
}

/** @param path below the stage, percent-encoded. @throws URIError when it is not well-formed */
export function selectRoute<Route extends { readonly key: RouteKey }>(
  routes: readonly Route[],
  method: string,
  path: string,
): Selected<Route> | undefined {
  const parts = path === "/" || path === "" ? [] : path.slice(1).split("/").map(decodeURIComponent);
  const fitting = routes.flatMap((route) => {
    if (route.key.method !== "ANY" && route.key.method !== method) return [];
    const variables = match(route.key.segments, parts);
    return variables ? [{ route, variables }] : [];
  });
  const [best] = fitting.sort((one, other) => compare(one.route.key, other.route.key));
  if (!best) return undefined;
  const pathParameters = Object.keys(best.variables).length === 0 ? undefined : best.variables;
  return { route: best.route, pathParameters };
}

function match(segments: readonly Segment[] | undefined, parts: readonly string[]): Record<string, string> | undefined {
  if (segments === undefined) return {};
  const greedy = segments.at(-1)?.kind === "greedy";
  if (greedy ? parts.length < segments.length : parts.length !== segments.length) return undefined;
  const variables: Record<string, string> = {};
  for (const [at, segment] of segments.entries()) {
    const part = segment.kind === "greedy" ? parts.slice(at).join("/") : (parts[at] ?? "");
    if (segment.kind === "static" ? part !== segment.text : part === "") return undefined;
    if (segment.kind !== "static") variables[segment.name] = part;
  }
  return variables;
}

const RANK = { static: 0, variable: 1, greedy: 2 };

/** Negative when `one` is the more specific; both fit the same request. */
function compare(one: RouteKey, other: RouteKey): number {
  const [a, b] = [one.segments, other.segments];
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  const endsGreedy = (segments: readonly Segment[]) => Number(segments.at(-1)?.kind === "greedy");
  const differing = a.findIndex((segment, at) => segment.kind !== b[at]?.kind);
  return (
    endsGreedy(a) - endsGreedy(b) ||
    (differing < 0 ? 0 : RANK[a[differing]?.kind ?? "greedy"] - RANK[b[differing]?.kind ?? "greedy"]) ||
    Number(one.method === "ANY") - Number(other.method === "ANY")
  );
}
