/** Where the pictures come from. */
export type Kind = "camera" | "screen";

/** Asks the person, through the browser, for a camera or a screen. @throws CannotSee */
export async function openStream(kind: Kind): Promise<MediaStream> {
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices || (kind === "screen" && !devices.getDisplayMedia)) throw new CannotSee(whyNot(kind));
  try {
    if (kind === "screen") return await devices.getDisplayMedia({ video: { frameRate: 5 }, audio: false });
    const video = { facingMode: "environment", width: { ideal: 1920 }, height: { ideal: 1080 } };
    return await devices.getUserMedia({ video, audio: false });
  } catch (error) {
    throw new CannotSee(REASONS[(error as Error).name] ?? `The browser gives no picture: ${(error as Error).message}`);
  }
}

/** There is no picture, and why. */
export class CannotSee extends Error {
  override readonly name = "CannotSee";
}

const REASONS: Readonly<Record<string, string>> = {
  NotAllowedError: "The browser was not allowed to see. Allow it in its settings for this page, and start again.",
  NotFoundError: "This machine has no camera.",
  NotReadableError: "Another program uses the camera. End it, and start again.",
};

const whyNot = (kind: Kind): string =>
  window.isSecureContext
    ? `This browser can't ${kind === "screen" ? "show its screen to a page: use a laptop" : "use a camera"}.`
    : "Browsers give a camera only to pages that came by HTTPS: start Lectern with npm start -- --lan, or use its deployment.";
