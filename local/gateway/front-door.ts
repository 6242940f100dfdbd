/** Keeps out what a web page could make a browser on this machine send. */
import { AwsError } from "../errors.ts";
import { isOwnHost } from "../own-host.ts";

/** @throws AwsError AccessDenied unless the request was sent to this machine by one of its own names */
export function requireOwnHost(headers: Readonly<Record<string, string>>): void {
  if (isOwnHost(headers.host)) return;
  throw new AwsError("AccessDenied", `This endpoint serves 127.0.0.1 and localhost, not '${headers.host ?? ""}'`, 403);
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
