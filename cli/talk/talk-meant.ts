import { basename, resolve } from "node:path";

/** Not taken from where it is defined, which reads YAML: every command waits for what reads arguments. */
const TALK_FILE = "talk.yml";

/** A talk's name, however it was named: by its folder, by the talk.yml in it, or by an address that publishing prints. */
export function talkMeant(named: string): string {
  const [, inAddress] = /^https?:\/\/[^/]+\/(?:live|talks)\/([^/?#]+)/.exec(named) ?? [];
  if (inAddress) return inAddress;
  const isPath = named.includes("/") || [".", TALK_FILE].includes(named);
  return isPath ? basename(resolve(named.endsWith(TALK_FILE) ? `${named}/..` : named)) : named;
}
