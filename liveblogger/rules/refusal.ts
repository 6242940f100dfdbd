/** A request that is refused, and how that is said: a problem body of RFC 9457. */

/** What the HTTP API is answered; the part of Lambda's payload format 2.0 that is used. */
export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Why a request is refused. Its message is for who sent it, and says what to do. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: keyof typeof TITLES;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: keyof typeof TITLES, detail: string, headers: Readonly<Record<string, string>> = {}) {
    super(detail);
    this.status = status;
    this.headers = headers;
  }
}

/** Why photographs are refused, as it is counted. */
export const REASONS = ["token", "talk", "ended", "photograph"] as const;
export type RefusalReason = (typeof REASONS)[number];

/** `token`: none, or a wrong one; `talk`: there is no such talk; `ended`: it had ended; `photograph`: it can't be taken as it was sent. */
export function reasonOf({ status }: Refusal): RefusalReason {
  if (status === 401) return "token";
  if (status === 404) return "talk";
  return status === 410 ? "ended" : "photograph";
}

/** HTTP's own names: with `about:blank` the status says all there is to say of a problem's type. */
const TITLES = {
  400: "Bad Request",
  401: "Unauthorized",
  404: "Not Found",
  410: "Gone",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  422: "Unprocessable Content",
} as const;

export const problemOf = ({ status, message, headers }: Refusal): HttpAnswer => ({
  statusCode: status,
  headers: { ...headers, "content-type": "application/problem+json", "cache-control": "no-store" },
  body: JSON.stringify({ type: "about:blank", title: TITLES[status], status, detail: message }),
});
