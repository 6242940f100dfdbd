/** Names for resources that a template leaves unnamed. */
import { createHash } from "node:crypto";

/**
 * `<stack>-<logicalId>-<hash>`, the same at every boot, of at most 62 characters, which fits every service's names.
 * The hash keeps shortened names apart.
 */
export function generatedName(stackName: string, logicalId: string): string {
  const hash = createHash("sha256").update(`${stackName}\n${logicalId}`).digest("hex").slice(0, 12).toUpperCase();
  return `${stackName.slice(0, 24)}-${logicalId.slice(0, 24)}-${hash}`;
}
