/** Keeps out what a web page could make a browser on this machine send. */
import { AwsError } from "../errors.ts";

const ownNames = new Set(["127.0.0.1", "localhost", "[::1]"]);

/**
 * A page whose name was rebound to 127.0.0.1 sends its own name as Host, so only this machine's names are let in. Names
 * under `localhost` are among them (S3's buckets as hosts): no name server has a say in those (RFC 6761, section 6.3).
 * @throws AwsError AccessDenied
 */
export function requireOwnHost(headers: Readonly<Record<string, string>>): void {
  const host = (headers.host ?? "").replace(/:\d+$/, "").toLowerCase();
  if (!ownNames.has(host) && !host.endsWith(".localhost"))
    throw new AwsError("AccessDenied", `This endpoint serves 127.0.0.1 and localhost, not '${host}'`, 403);
}

/**
 * The operator's keys are known to everybody, so a signature does not tell the operator's own programs from a page that
 * makes a browser send requests here across sites: what the browser says of where they come from does
 * (`Origin`, and `Sec-Fetch-Site` on those that carry no Origin).
 * @throws AwsError AccessDenied
 */
export function requireOwnOrigin(headers: Readonly<Record<string, string>>): void {
  const origin = headers.origin;
  if (origin !== undefined && origin !== `http://${headers.host}`)
    throw new AwsError("AccessDenied", `Requests from pages of ${origin} are not served`, 403);
  if (headers["sec-fetch-site"] === "cross-site")
    throw new AwsError("AccessDenied", "Requests from pages of other sites are not served", 403);
}
