import { randomBytes } from "node:crypto";

/** A token that nobody guesses: 256 bits, as letters, digits, hyphens and underscores. */
export const newToken = (): string => randomBytes(32).toString("base64url");
