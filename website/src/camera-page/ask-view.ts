import { type CameraLink, viewAddress } from "../camera/link.ts";
import { type CameraView, readView } from "../camera/view.ts";

const PATIENCE = 10_000;

/** What the camera's last photograph was recognised as; undefined when the server does not say now. */
export async function askView(link: CameraLink, camera: string, stopped: AbortSignal): Promise<CameraView | undefined> {
  try {
    const response = await fetch(viewAddress(link, camera), {
      headers: { authorization: `Bearer ${link.token}` },
      cache: "no-store",
      signal: AbortSignal.any([stopped, AbortSignal.timeout(PATIENCE)]),
    });
    return response.ok ? readView(await response.text()) : undefined;
  } catch {
    return undefined;
  }
}
