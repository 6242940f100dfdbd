/** What a camera is told by the link that it is opened with. It stands in the fragment, which no browser sends to a server. */

export interface CameraLink {
  readonly talk: string;
  /** `https://…/talks/<talk>/photos` */
  readonly url: string;
  readonly token: string;
}

/** The page's address with the link: `https://site/camera/#talk=…`. */
export const cameraAddress = (site: string, { talk, url, token }: CameraLink): string =>
  `${site}/camera/#${new URLSearchParams({ talk, url, token })}`;

/** Undefined when the fragment is no such link, or a part of it is missing or damaged. */
export function readLink(fragment: string): CameraLink | undefined {
  const fields = new URLSearchParams(fragment.replace(/^#/, ""));
  const [talk, url, token] = ["talk", "url", "token"].map((name) => fields.get(name)?.trim() ?? "") as [string, string, string];
  return isUploadAddress(url, talk) && /^[\w.~+/-]+=*$/.test(token) ? { talk, url, token } : undefined;
}

/** Whether photographs of the talk can be sent there. */
function isUploadAddress(text: string, talk: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, pathname } = new URL(text);
  return ["http:", "https:"].includes(protocol) && pathname.endsWith(`/talks/${talk}/photos`) && /^[a-z0-9-]{1,40}$/.test(talk);
}

/** Where it is said what the camera's photographs were recognised as. */
export const viewAddress = ({ url }: CameraLink, camera: string): string => url.replace(/photos$/, `cameras/${camera}`);
