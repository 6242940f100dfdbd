import { basename, resolve } from "node:path";

/** Not taken from where it is defined, which reads YAML: every command waits for what reads arguments. */
const TALK_FILE = "talk.yml";

/** A talk's name, however it was named: by its folder, by the talk.yml in it, or by an address that publishing prints, a camera's link too. */
export function talkMeant(named: string): string {
  const [, inAddress] = /^https?:\/\/[^/]+\/(?:live|talks)\/([^/?#]+)/.exec(named) ?? [];
  const inLink = URL.canParse(named) ? new URLSearchParams(new URL(named).hash.slice(1)).get("talk") : undefined;
  const addressed = inAddress ?? inLink;
  if (addressed) return addressed;
  const isPath = named.includes("/") || [".", TALK_FILE].includes(named);
  return isPath ? basename(resolve(basename(named) === TALK_FILE ? `${named}/..` : named)) : named;
}
