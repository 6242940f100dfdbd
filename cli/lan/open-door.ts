import { join } from "node:path";
import { renderUnicodeCompact } from "uqr";
import { reachedAt } from "./addresses.ts";
import { certificateFor } from "./certificate.ts";
import { type Behind, openDoor } from "./door.ts";
import { tellOfDoor } from "./door-file.ts";

export interface LanOptions {
  readonly port: number;
  /** where to listen: 0.0.0.0 for all networks of this machine */
  readonly address: string;
}

export interface Lan {
  /** the site's address in the network */
  readonly url: string;
  /** what to tell people */
  readonly lines: readonly string[];
  close(): Promise<void>;
}

/** Lets the network in. @throws UserError when there is none */
export async function openLan(behind: Behind, { port, address }: LanOptions, stateFolder: string): Promise<Lan> {
  const addresses = reachedAt(address);
  const certificate = await certificateFor(addresses, join(stateFolder, "lan"));
  const door = await openDoor(behind, certificate, port, address);
  const urls = addresses.map((one) => `https://${one}:${door.port}`);
  const [url = ""] = urls;
  const takeBack = tellOfDoor(stateFolder, url, behind.apiUrl);
  return {
    url,
    lines: linesOf(urls),
    close: async () => {
      takeBack();
      await door.close();
    },
  };
}

const linesOf = (urls: readonly string[]): string[] => [
  `  In this network  ${urls.map((url) => `${url}/`).join("  or  ")}`,
  "",
  ...renderUnicodeCompact(`${urls[0]}/camera/`, { border: 2 }).split("\n"),
  "",
  "  The phone will warn of the certificate, for this machine made it itself: go on all the same. Then",
  "  npx lectern talk publish <folder> --new-token prints the link and the QR code that make the phone the talk's camera.",
  "  Everybody in this network can read the site; only who has a talk's token can send photographs.",
  "",
];
