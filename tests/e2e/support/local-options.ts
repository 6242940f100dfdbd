import { resolve } from "node:path";
import type { LocalOptions } from "../../../cli/local-stack.ts";
import { freePort } from "./free-port.ts";

/** This checkout, run over `stateFolder` on free ports. */
export async function localOptions(stateFolder: string): Promise<LocalOptions> {
  const root = resolve(import.meta.dirname, "../../..");
  const [gatewayPort, sitePort, apiPort] = [await freePort(), await freePort(), await freePort()];
  return { root, stateFolder, gatewayPort, sitePort, apiPort, branch: "main", phone: "+15555550100", siteImage: "standard" };
}
