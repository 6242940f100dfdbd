/** The credentials of role sessions. They are on disk, so that what was given out before a restart is good after it. */
import { randomBytes, randomInt } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Credentials } from "../contracts.ts";
import { writeFileAtomically } from "../store/atomic-file.ts";

const session = z.strictObject({
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  sessionToken: z.string(),
  roleArn: z.string(),
  sessionName: z.string(),
  /** Milliseconds since the epoch when it was last given out. */
  givenAt: z.number(),
});
export type Session = z.infer<typeof session>;

/** As long as a presigned address that was made with it can live. */
const keptFor = 7 * 24 * 3600_000;
/** A session given out again within this time is not written again. */
const recent = 3600_000;

export interface Sessions {
  find(accessKeyId: string): Session | undefined;
  /** The credentials of a role's session of that name, the same ones as long as they are kept. */
  issue(roleArn: string, sessionName: string): Credentials;
}

/** @param folder where `sessions.json` is kept, readable by its owner alone */
export function openSessions(folder: string, now: () => number): Sessions {
  const path = join(folder, "sessions.json");
  const stored = existsSync(path) ? z.array(session).parse(JSON.parse(readFileSync(path, "utf8"))) : [];
  const byKey = new Map(stored.filter(({ givenAt }) => givenAt > now() - keptFor).map((one) => [one.accessKeyId, one]));
  const byName = new Map([...byKey.values()].map((one) => [nameOf(one.roleArn, one.sessionName), one]));

  return {
    find: (accessKeyId) => byKey.get(accessKeyId),
    issue(roleArn, sessionName) {
      const name = nameOf(roleArn, sessionName);
      const known = byName.get(name);
      if (known && known.givenAt > now() - recent) return credentialsOf(known);
      const issued = { ...(known ?? newCredentials()), roleArn, sessionName, givenAt: now() };
      byName.set(name, issued);
      byKey.set(issued.accessKeyId, issued);
      writeFileAtomically(path, JSON.stringify([...byKey.values()]), 0o600);
      return credentialsOf(issued);
    },
  };
}

function credentialsOf({ accessKeyId, secretAccessKey, sessionToken }: Session): Credentials {
  return { accessKeyId, secretAccessKey, sessionToken };
}

function nameOf(roleArn: string, sessionName: string): string {
  return `${roleArn} ${sessionName}`;
}

const keyAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** In AWS's form: temporary keys begin with ASIA and have twenty characters. */
function newCredentials(): Credentials {
  return {
    accessKeyId: `ASIA${Array.from({ length: 16 }, () => keyAlphabet[randomInt(keyAlphabet.length)]).join("")}`,
    secretAccessKey: randomBytes(30).toString("base64"),
    sessionToken: randomBytes(96).toString("base64"),
  };
}
