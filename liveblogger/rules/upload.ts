/** What an upload (`POST /talks/{talk}/photos`) says, in the order in which it is looked at: who sends, then what, then the body. */
import { createHash } from "node:crypto";
import { type PhotoName, photoOf } from "../data/keys.ts";
import { isTalkName, type TalkItem } from "../data/talk-item.ts";
import { Refusal } from "./refusal.ts";
import { isToken } from "./token.ts";

/** What is read of the HTTP API's event (payload format 2.0); names of headers are in lower case. */
export interface RequestOfTalk {
  readonly pathParameters?: Readonly<Record<string, string | undefined>> | undefined;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

export interface UploadEvent extends RequestOfTalk {
  readonly requestContext: { readonly timeEpoch: number };
  readonly body?: string | undefined;
  readonly isBase64Encoded: boolean;
}

/** Lambda takes 6 MB, of which base64 and the rest of the event leave about 4.4 for a photograph. */
export const MOST_BYTES = 4 * 1024 * 1024;
const MOST_AGE_SECONDS = 24 * 60 * 60;
const WITHOUT_TOKEN = { "www-authenticate": 'Bearer realm="lectern"' };
const WITH_WRONG_TOKEN = { "www-authenticate": 'Bearer realm="lectern", error="invalid_token"' };

export interface Sender {
  readonly talk: string;
  readonly token: string;
}

/** For which talk it is sent, with which token. @throws Refusal */
export function senderOf({ pathParameters, headers }: RequestOfTalk): Sender {
  const talk = pathParameters?.talk ?? "";
  if (!isTalkName(talk))
    throw new Refusal(400, "The talk's name in the path is none: lower-case words with hyphens, at most 40 characters.");
  const token = /^bearer +([\w.~+/-]+=*) *$/i.exec(headers.authorization ?? "")?.[1];
  if (!token) throw new Refusal(401, "Send the talk's token: `Authorization: Bearer <token>`.", WITHOUT_TOKEN);
  return { talk, token };
}

/** Lets in who has the talk's token; gives the talk. @param talk undefined when there is no such talk @throws Refusal */
export function authorise({ token }: Sender, talk: TalkItem | undefined): TalkItem {
  const isRight = isToken(token, talk?.tokenHash);
  if (!talk) throw new Refusal(404, "There is no such talk: publish it with `lectern talk publish`.");
  if (!isRight) throw new Refusal(401, "The token is not this talk's.", WITH_WRONG_TOKEN);
  return talk;
}

/**
 * An ended talk takes what was photographed before its end: that waited in a camera. As no photograph may be older than a day, all is over a
 * day after the end. @param takenAt milliseconds since the epoch @throws Refusal
 */
export function refuseAfterEnd({ status, endedAt = "" }: TalkItem, takenAt: number): void {
  if (status !== "ended" || takenAt <= Date.parse(endedAt)) return;
  throw new Refusal(410, "The talk had ended when this was photographed. What was photographed before is taken for a day.");
}

/** An upload that may be looked into. */
export interface Upload {
  readonly kind: PhotoName["kind"];
  readonly camera: string;
  /** milliseconds since the epoch, by the server's clock: when it came, less the age that the camera gives */
  readonly takenAt: number;
  readonly bytes: Buffer;
  /** whether the camera may have sent it before, and not heard the answer */
  readonly isAgain: boolean;
}

const KINDS: ReadonlyMap<string, PhotoName["kind"]> = new Map([
  ["image/jpeg", "jpg"],
  ["image/png", "png"],
]);

/** @throws Refusal */
export function uploadOf({ headers, requestContext, body = "", isBase64Encoded }: UploadEvent): Upload {
  const type = headers["content-type"]?.split(";")[0]?.trim().toLowerCase() ?? "";
  const kind = KINDS.get(type);
  if (!kind) throw new Refusal(415, "Send a JPEG or a PNG, with `Content-Type: image/jpeg` or `image/png`.");
  const camera = headers["camera-id"] ?? "camera";
  if (!/^[\w.-]{1,64}$/.test(camera))
    throw new Refusal(400, "`Camera-Id` has 1 to 64 letters, digits, dots, hyphens, underscores.");
  const takenAt = requestContext.timeEpoch - Math.round(ageOf(headers["photo-age"]) * 1000);
  const bytes = Buffer.from(body, isBase64Encoded ? "base64" : "utf8");
  if (bytes.length > MOST_BYTES)
    throw new Refusal(413, `The photograph has ${bytes.length} bytes, and ${MOST_BYTES} are taken: 1920 pixels are enough.`);
  if (bytes.length === 0) throw new Refusal(422, "There is no photograph: the body is empty.");
  return { kind, camera, takenAt, bytes, isAgain: headers["photo-again"] === "true" };
}

/** In seconds; a camera that does not say sends at once. */
function ageOf(header = "0"): number {
  const age = /^\d{1,6}(\.\d{1,9})?$/.test(header) ? Number(header) : Number.NaN;
  if (age <= MOST_AGE_SECONDS) return age;
  throw new Refusal(400, "`Photo-Age` is the seconds since the photograph was taken, at most a day: `2.5`.");
}

/** How far the times of two uploads of one photograph may lie apart: each has its own way through the network, in milliseconds. */
const SAME_PHOTOGRAPH = 60_000;

/** Where the keys of earlier uploads of the photograph can be, if there were any: after the one and before the other. */
export const keysAround = ({ talk, takenAt }: PhotoName): { readonly after: string; readonly before: string } => ({
  after: `${talk}/${takenAt - SAME_PHOTOGRAPH}`,
  before: `${talk}/${takenAt + SAME_PHOTOGRAPH}`,
});

/** Whether the key is of an upload of the same bytes. */
export const isSamePhotograph = (key: string, { hash }: PhotoName): boolean => photoOf(key)?.hash === hash;

/** The photograph's name: the same bytes of the same moment are the same photograph. */
export const nameOf = (talk: string, { kind, takenAt, bytes }: Upload): PhotoName => ({
  talk,
  takenAt,
  hash: createHash("sha256").update(bytes).digest("hex").slice(0, 12),
  kind,
});
