import { DemoFailed } from "../errors.ts";

/** Where a talk's photographs are sent to, and by what right. */
export interface UploadPlace {
  readonly url: string;
  readonly token: string;
}

export interface Sending {
  readonly camera: string;
  readonly jpeg: Uint8Array;
  /** seconds since it was taken, of a photograph that had to wait */
  readonly age?: number;
}

/** Sends a photograph as a camera does; gives its key. @throws DemoFailed when it is refused */
export async function sendPhotograph({ url, token }: UploadPlace, { camera, jpeg, age }: Sending): Promise<string> {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "image/jpeg",
      "camera-id": camera,
      ...(age !== undefined && { "photo-age": age.toFixed(2) }),
    },
    body: new Uint8Array(jpeg),
  });
  const answer = await response.text();
  if (response.status !== 202) throw new DemoFailed(`A photograph was refused with ${response.status}: ${answer}`);
  return (JSON.parse(answer) as { photo: string }).photo;
}
