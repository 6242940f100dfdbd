/** A talk's upload token: only its hash is kept. */
import { createHash, timingSafeEqual } from "node:crypto";

/** SHA-256 of the token, in hexadecimal: what `TalkItem.tokenHash` is. */
export const tokenHash = (token: string): string => createHash("sha256").update(token).digest("hex");

/** No token has this hash: an unknown talk's, compared with so that it takes as long as a wrong token. */
const NOBODYS = "0".repeat(64);

/** Whether the token is the talk's, in a time that says nothing of how much of it is right. @param hash undefined for an unknown talk */
export const isToken = (token: string, hash: string = NOBODYS): boolean => {
  const [given, wanted] = [tokenHash(token), hash].map((text) => createHash("sha256").update(text).digest());
  return timingSafeEqual(given as Buffer, wanted as Buffer);
};
