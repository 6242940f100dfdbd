import { UserError } from "../errors.ts";

/** Where a talk's photographs are sent to, and by what right. */
export interface UploadPlace {
  readonly url: string;
  readonly token: string;
}

export interface Sending {
  readonly camera: string;
  readonly bytes: Uint8Array;
  /** a JPEG unless said */
  readonly type?: "image/jpeg" | "image/png";
  /** seconds since it was taken, of a photograph that had to wait */
  readonly age?: number;
}

/** The upload was refused: why, in the server's words. */
export class UploadRefused extends UserError {
  override readonly name = "UploadRefused";
}

/** Sends a photograph as a camera does; gives its key. @throws UploadRefused */
export async function sendPhotograph(
  { url, token }: UploadPlace,
  { camera, bytes, type = "image/jpeg", age }: Sending,
): Promise<string> {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": type,
      "camera-id": camera,
      ...(age !== undefined && { "photo-age": age.toFixed(2) }),
    },
    body: new Uint8Array(bytes),
  });
  const answer = await response.text();
  if (response.status !== 202) throw new UploadRefused(`The photograph was refused with ${response.status}: ${reasonIn(answer)}`);
  return (JSON.parse(answer) as { photo: string }).photo;
}

/** What a problem says (RFC 9457), or the answer as it came. */
function reasonIn(answer: string): string {
  try {
    const { detail, title } = JSON.parse(answer) as { detail?: string; title?: string };
    return detail ?? title ?? answer;
  } catch {
    return answer;
  }
}
