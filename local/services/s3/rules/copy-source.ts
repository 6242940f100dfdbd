/** What a copy is made of: the header `x-amz-copy-source`. */
import { invalidArgument, notImplemented } from "./errors.ts";
import { decode, parsePath } from "./key.ts";

export interface CopySource {
  readonly bucket: string;
  readonly key: string;
}

/** `bucket/key`, percent-encoded, with or without a slash in front. @throws InvalidArgument, NotImplemented (a version) */
export function parseCopySource(header: string): CopySource {
  const [path = "", version] = header.split("?");
  if (version !== undefined) throw notImplemented(`x-amz-copy-source with ?${version}`);
  // Some clients encode the slash between bucket and key too.
  const source = parsePath(path.includes("/") ? `/${path.replace(/^\//, "")}` : `/${encodeKey(decode(path))}`);
  if (source.bucket === "" || source.key === "") {
    throw invalidArgument("Invalid copy source object key", "x-amz-copy-source", header);
  }
  return source;
}

const encodeKey = (path: string) => path.split("/").map(encodeURIComponent).join("/");
