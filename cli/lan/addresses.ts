import { networkInterfaces } from "node:os";
import { UserError } from "../errors.ts";

/** This machine's addresses in its networks, IPv4, without its own to itself. */
export const lanAddresses = (): string[] =>
  Object.values(networkInterfaces())
    .flat()
    .flatMap((network) => (network && network.family === "IPv4" && !network.internal ? [network.address] : []));

/**
 * Under which addresses a server that listens on `address` is reached, the likeliest first: home and office networks before those that
 * virtual machines and containers bring. @throws UserError when there is no network
 */
export function reachedAt(address: string, found: readonly string[] = lanAddresses()): string[] {
  if (address !== "0.0.0.0") return [address];
  if (found.length === 0) throw new UserError("--lan needs a network: join the one that the phone is in, and start again.");
  const rank = (one: string): number => ["192.168.", "10."].findIndex((begin) => one.startsWith(begin));
  return found.toSorted((one, other) => ((rank(one) + 3) % 3) - ((rank(other) + 3) % 3));
}
