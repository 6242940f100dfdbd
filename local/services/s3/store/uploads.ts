/** The multipart uploads of a bucket that are neither completed nor aborted. */
import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { writeFileAtomically } from "../../../store/atomic-file.ts";
import { checksumAlgorithms } from "../rules/checksum.ts";
import { noSuchUpload } from "../rules/errors.ts";
import { readBody } from "./body-file.ts";
import { checksumSchema } from "./object-record.ts";

const uploadSchema = z.object({
  uploadId: z.string(),
  key: z.string(),
  /** Milliseconds since the epoch. */
  initiated: z.number(),
  headers: z.record(z.string(), z.string()),
  metadata: z.record(z.string(), z.string()),
  checksum: z.exactOptional(z.object({ algorithm: z.enum(checksumAlgorithms), type: z.enum(["FULL_OBJECT", "COMPOSITE"]) })),
});
export type Upload = z.infer<typeof uploadSchema>;

const partSchema = z.object({
  partNumber: z.number(),
  body: z.string(),
  size: z.number(),
  etag: z.string(),
  /** Milliseconds since the epoch. */
  lastModified: z.number(),
  checksum: z.exactOptional(checksumSchema),
});
export type Part = z.infer<typeof partSchema>;

/** One folder an upload: `upload.json`, `<part number>.part.json`, and the parts' bodies. */
export class Uploads {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  create(upload: Omit<Upload, "uploadId">): Upload {
    const created: Upload = { ...upload, uploadId: randomUUID() };
    writeFileAtomically(join(this.folder(created.uploadId), "upload.json"), JSON.stringify(created));
    return created;
  }

  /** @throws NoSuchUpload, also when the upload is of another key */
  get(uploadId: string, key: string): Upload {
    // An id of ours has no slash or dot: nothing else is ever part of a path.
    const path = /^[0-9a-f-]{36}$/.test(uploadId) ? join(this.folder(uploadId), "upload.json") : undefined;
    if (path === undefined || !existsSync(path)) throw noSuchUpload(uploadId);
    const upload = uploadSchema.parse(JSON.parse(readFileSync(path, "utf8")));
    if (upload.key !== key) throw noSuchUpload(uploadId);
    return upload;
  }

  /** All of them, in no particular order. */
  list(): Upload[] {
    if (!existsSync(this.#folder)) return [];
    return readdirSync(this.#folder)
      .map((uploadId) => join(this.folder(uploadId), "upload.json"))
      .filter((path) => existsSync(path))
      .map((path) => uploadSchema.parse(JSON.parse(readFileSync(path, "utf8"))));
  }

  /** Where the upload's part bodies are received. */
  folder(uploadId: string): string {
    return join(this.#folder, uploadId);
  }

  /** By part number. */
  parts(uploadId: string): Part[] {
    return readdirSync(this.folder(uploadId))
      .filter((file) => file.endsWith(".part.json"))
      .map((file) => partSchema.parse(JSON.parse(readFileSync(join(this.folder(uploadId), file), "utf8"))))
      .sort((a, b) => a.partNumber - b.partNumber);
  }

  putPart(uploadId: string, part: Part): void {
    const replaced = this.parts(uploadId).find(({ partNumber }) => partNumber === part.partNumber);
    writeFileAtomically(join(this.folder(uploadId), `${part.partNumber}.part.json`), JSON.stringify(part));
    if (replaced !== undefined) this.discard(uploadId, replaced.body);
  }

  discard(uploadId: string, body: string): void {
    rmSync(join(this.folder(uploadId), body), { force: true });
  }

  /** The parts' bytes, one after another. */
  async *read(uploadId: string, parts: readonly Part[]): AsyncIterable<Uint8Array> {
    for (const part of parts) yield* readBody(join(this.folder(uploadId), part.body));
  }

  /** Completed or aborted: nothing of it remains. */
  remove(uploadId: string): void {
    // The upload's own file goes first, so that a crash on the way leaves no upload with half of its parts.
    rmSync(join(this.folder(uploadId), "upload.json"), { force: true });
    rmSync(this.folder(uploadId), { recursive: true, force: true });
  }
}
