import { retryAfterOf } from "./backoff.ts";

/** Where photographs are sent to, and by what right. */
export interface Place {
  /** `https://…/talks/<talk>/photos` */
  readonly url: string;
  readonly token: string;
  /** as the camera names itself */
  readonly camera: string;
}

export interface Parcel {
  readonly bytes: Uint8Array;
  /** seconds since it was taken */
  readonly age: number;
  /** whether it may have been sent before, and the answer was lost */
  readonly isAgain: boolean;
}

/** What the server says to it. */
export interface Answer {
  readonly status: number;
  /** milliseconds that the server wants to be left alone */
  readonly retryAfter: number;
  /** in words, for people */
  readonly detail: string;
}

export type Upload = (parcel: Parcel, signal: AbortSignal) => Promise<Answer>;

const PATIENCE = 60_000;
const MOST_WORDS = 300;

/** Sends photographs over HTTP. @throws what `fetch` throws when there is no answer */
export const uploadTo =
  ({ url, token, camera }: Place): Upload =>
  async ({ bytes, age, isAgain }, signal) => {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": "image/jpeg",
        "camera-id": camera,
        "photo-age": age.toFixed(3),
        ...(isAgain && { "photo-again": "true" }),
      },
      body: bytes as BodyInit,
      redirect: "manual", // the token is for this address only
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]),
    });
    const { status, headers } = response;
    const detail = detailOf(await response.text());
    return { status, detail, retryAfter: retryAfterOf(headers.get("retry-after"), headers.get("date")) };
  };

/** What a problem body (RFC 9457) or API Gateway's own says. */
function detailOf(body: string): string {
  try {
    const { detail, message } = JSON.parse(body) as { detail?: unknown; message?: unknown };
    return String(detail ?? message ?? "").slice(0, MOST_WORDS);
  } catch {
    return body.trim().slice(0, MOST_WORDS);
  }
}
