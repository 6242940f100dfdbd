/** A request to an API and its answer, between the port and everything else. */

export interface ApiRequest {
  readonly method: string;
  /** As sent, still percent-encoded, without the query. */
  readonly path: string;
  /** As sent, without the question mark. */
  readonly query: string;
  /** Lower-case names; several values of one name joined by a comma, cookies by a semicolon. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly sourceIp: string;
  /** How the client reached the API, for example `http` on port 9000. */
  readonly scheme: "http" | "https";
  readonly port: number;
  /** For example `HTTP/1.1`. */
  readonly protocol: string;
}

export interface ApiResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Each becomes a Set-Cookie. */
  readonly cookies: readonly string[];
  readonly body: Uint8Array;
}

/** What API Gateway answers in its own name: `{"message": …}`. */
export function ownAnswer(status: number, message: string): ApiResponse {
  return { status, headers: { "content-type": "application/json" }, cookies: [], body: Buffer.from(JSON.stringify({ message })) };
}
