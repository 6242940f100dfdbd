/** The passwords that GetAuthorizationToken gives, and whose they are. */
import { randomBytes } from "node:crypto";
import type { Clock, Principal } from "../../../contracts.ts";

/** As on AWS. They end with this process too: who was logged in asks for another. */
const LIFE_MS = 12 * 60 * 60_000;

export interface Password {
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

export interface Passwords {
  create(principal: Principal): Password;
  /** Whose password it is; undefined when it is nobody's, or has expired. */
  ownerOf(password: string): Principal | undefined;
}

export function createPasswords({ now }: Pick<Clock, "now">): Passwords {
  const given = new Map<string, { readonly principal: Principal; readonly expiresAt: number }>();
  return {
    create(principal) {
      for (const [text, { expiresAt }] of given) if (expiresAt <= now()) given.delete(text);
      const text = randomBytes(32).toString("base64url");
      const expiresAt = now() + LIFE_MS;
      given.set(text, { principal, expiresAt });
      return { text, expiresAt };
    },
    ownerOf(password) {
      const found = given.get(password);
      return found && found.expiresAt > now() ? found.principal : undefined;
    },
  };
}
