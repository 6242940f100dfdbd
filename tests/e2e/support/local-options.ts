import { resolve } from "node:path";
import type { LocalOptions } from "../../../cli/local-stack.ts";
import { freePort } from "./free-port.ts";

/** This checkout, run over `stateFolder` on free ports. */
export async function localOptions(stateFolder: string): Promise<LocalOptions> {
  const root = resolve(import.meta.dirname, "../../..");
  return { root, stateFolder, gatewayPort: await freePort(), sitePort: await freePort(), branch: "main", phone: "+15555550100" };
}
