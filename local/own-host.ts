/** The names under which every listener of this cloud is reached. */

const ownNames = new Set(["127.0.0.1", "localhost", "[::1]"]);

/**
 * Whether a Host header names this machine. A page whose name was rebound to 127.0.0.1 sends its own name. Names under
 * `localhost` are this machine's too: no name server has a say in those (RFC 6761, section 6.3).
 */
export function isOwnHost(header: string | undefined): boolean {
  const host = (header ?? "").replace(/:\d+$/, "").toLowerCase();
  return ownNames.has(host) || host.endsWith(".localhost");
}
