/** The images that the registry's process holds, asked in its own protocol. */
import { request as send } from "node:http";
import type { ImageId } from "../operations/input.ts";

export interface StoredImage {
  readonly digest: string;
  readonly mediaType: string;
  /** As it was pushed: its digest is of these very characters. */
  readonly manifest: string;
}

export interface Images {
  find(repositoryName: string, id: ImageId): Promise<StoredImage | undefined>;
  /** Tags in alphabetical order. */
  tags(repositoryName: string): Promise<string[]>;
}

/** Unasked, a registry turns manifests into an older form, of another digest. */
const MANIFESTS = [
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
].join(", ");

/** No image anywhere. */
export const NO_IMAGES: Images = { find: async () => undefined, tags: async () => [] };

/** @param socket the registry's */
export function createImages(socket: string): Images {
  return {
    async find(repositoryName, { imageTag, imageDigest }) {
      const { status, headers, body } = await get(socket, `/v2/${repositoryName}/manifests/${imageDigest ?? imageTag}`);
      if (status === 404) return undefined;
      const digest = String(headers["docker-content-digest"]);
      return { digest, mediaType: String(headers["content-type"]), manifest: body };
    },
    async tags(repositoryName) {
      const { status, body } = await get(socket, `/v2/${repositoryName}/tags/list`);
      return status === 404 ? [] : ((JSON.parse(body).tags as string[] | null) ?? []).toSorted();
    },
  };
}

interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

/** @throws Error for an answer that is neither a success nor a 404 */
async function get(socketPath: string, path: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = send({ socketPath, path, headers: { accept: MANIFESTS, host: "registry" } }, async (response) => {
      try {
        const chunks: Uint8Array[] = [];
        for await (const chunk of response) chunks.push(chunk);
        const { statusCode: status = 0, headers } = response;
        const body = Buffer.concat(chunks).toString();
        if (status !== 200 && status !== 404) throw new Error(`The registry answered ${status} to ${path}: ${body}`);
        resolve({ status, headers, body });
      } catch (error) {
        reject(error);
      }
    });
    sent.once("error", reject);
    sent.end();
  });
}
