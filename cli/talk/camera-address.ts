import { cameraAddress } from "../../website/src/camera/link.ts";

/** What makes a phone or laptop that opens it a talk's camera. It holds the token. */
export interface CameraAddress {
  readonly url: string;
  /** by HTTPS: browsers give no camera to a page that came another way, but from their own machine */
  readonly isForPhones: boolean;
}

/** Where a talk's cameras upload to. @param base an API's address, or that of the door to it */
export const uploadUrlOf = (base: string, talk: string): string => `${base}/talks/${talk}/photos`;

/** @param door where the network reaches a Lectern on this machine that was started with --lan */
export function cameraAddressOf(
  { siteUrl, apiUrl }: { readonly siteUrl: string; readonly apiUrl: string },
  talk: string,
  token: string,
  door: string | undefined,
): CameraAddress {
  const url = cameraAddress(door ?? siteUrl, { talk, token, url: uploadUrlOf(door ?? apiUrl, talk) });
  return { url, isForPhones: url.startsWith("https:") };
}
