/** Cross-origin requests, by the API's own configuration: a function has no say in them then. */
import type { ApiResponse } from "../messages.ts";

export interface CorsConfiguration {
  readonly allowOrigins: readonly string[];
  readonly allowMethods: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  /** Seconds. */
  readonly maxAge: number | undefined;
  readonly allowCredentials: boolean;
}

type Headers = Readonly<Record<string, string>>;

/** The answer to a preflight; undefined for any other request. */
export function preflightAnswer(cors: CorsConfiguration, method: string, headers: Headers): ApiResponse | undefined {
  const { origin, "access-control-request-method": asked } = headers;
  if (method !== "OPTIONS" || origin === undefined || asked === undefined) return undefined;
  const allowed = allowedOrigin(cors, origin);
  const answer = allowed && {
    ...allowed,
    ...list("access-control-allow-methods", cors.allowMethods),
    ...list("access-control-allow-headers", cors.allowHeaders),
    ...list("access-control-expose-headers", cors.exposeHeaders),
    ...(cors.maxAge === undefined ? {} : { "access-control-max-age": String(cors.maxAge) }),
  };
  return { status: 204, headers: answer ?? {}, cookies: [], body: new Uint8Array() };
}

/** An answer with the API's CORS headers in place of the function's. */
export function withCors(cors: CorsConfiguration, asked: Headers, response: ApiResponse): ApiResponse {
  const own = Object.entries(response.headers).filter(([name]) => !name.startsWith("access-control-"));
  const allowed = asked.origin === undefined ? undefined : allowedOrigin(cors, asked.origin);
  const exposed = list("access-control-expose-headers", cors.exposeHeaders);
  return { ...response, headers: { ...Object.fromEntries(own), ...(allowed && { ...allowed, ...exposed }) } };
}

function allowedOrigin(cors: CorsConfiguration, origin: string): Headers | undefined {
  const fits = cors.allowOrigins.find(
    (pattern) =>
      pattern === "*" || pattern === origin || (/^https?:\/\/\*$/.test(pattern) && origin.startsWith(pattern.slice(0, -1))),
  );
  if (fits === undefined) return undefined;
  return {
    "access-control-allow-origin": fits === "*" ? "*" : origin,
    ...(cors.allowCredentials && { "access-control-allow-credentials": "true" }),
  };
}

function list(name: string, values: readonly string[]): Headers {
  return values.length === 0 ? {} : { [name]: values.join(",") };
}
