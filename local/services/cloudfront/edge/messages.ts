/** Requests and responses between a viewer, the edge and an origin. Header names are lower-case throughout. */

export interface ViewerRequest {
  readonly method: string;
  /** Path as sent, percent-encoded. */
  readonly uri: string;
  /** As sent, without the question mark. */
  readonly querystring: string;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly ip: string;
  readonly requestId: string;
}

export interface EdgeResponse {
  readonly status: number;
  /** Reason phrase, where a function set one. */
  readonly statusText?: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Values of `Set-Cookie`. */
  readonly cookies?: readonly string[];
  readonly body: Uint8Array;
}

/** The first value of a header. */
export function header(request: ViewerRequest, name: string): string | undefined {
  return request.headers[name]?.join(", ");
}

/** `name=value` pairs as they stand between ampersands, not decoded. */
export function pairsOf(querystring: string): (readonly [name: string, value: string])[] {
  if (querystring === "") return [];
  return querystring.split("&").map((pair) => {
    const at = pair.indexOf("=");
    return at < 0 ? [pair, ""] : [pair.slice(0, at), pair.slice(at + 1)];
  });
}

/** The cookies of a request, in the order sent. */
export function cookiesOf(request: ViewerRequest): (readonly [name: string, value: string])[] {
  const text = request.headers.cookie?.join("; ") ?? "";
  return text
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => {
      const at = part.indexOf("=");
      return at < 0 ? [part, ""] : [part.slice(0, at), part.slice(at + 1)];
    });
}
