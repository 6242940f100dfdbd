/** What a viewer asks of an answer it has already, or wants only a part of (RFC 9110, sections 13 and 14). */
import { type EdgeResponse, header, type ViewerRequest } from "./messages.ts";

/** The response, or 304 without a body when the viewer's copy is still good. */
export function unlessUnchanged(request: ViewerRequest, response: EdgeResponse): EdgeResponse {
  if (response.status !== 200) return response;
  const { etag, "last-modified": lastModified } = response.headers;
  const known = header(request, "if-none-match");
  const since = header(request, "if-modified-since");
  const unchanged =
    known !== undefined
      ? known.trim() === "*" || (etag !== undefined && known.split(",").some((tag) => strong(tag.trim()) === strong(etag)))
      : since !== undefined && lastModified !== undefined && Date.parse(lastModified) <= Date.parse(since);
  if (!unchanged) return response;
  const { "content-length": _length, "content-type": _type, "content-encoding": _encoding, ...headers } = response.headers;
  return { ...response, status: 304, headers, body: new Uint8Array() };
}

/** The response, or the one range of it that the viewer asks for; several ranges at once are answered with the whole. */
export function ranged(request: ViewerRequest, response: EdgeResponse): EdgeResponse {
  const range = /^bytes=(?<first>\d*)-(?<last>\d*)$/.exec(header(request, "range")?.trim() ?? "")?.groups;
  if (response.status !== 200 || !range || (range.first === "" && range.last === "") || !isStillThat(request, response))
    return response;
  const length = response.body.byteLength;
  const suffix = range.first === "";
  const first = suffix ? Math.max(0, length - Number(range.last)) : Number(range.first);
  const last = suffix || range.last === "" ? length - 1 : Math.min(Number(range.last), length - 1);
  if (!suffix && range.last !== "" && Number(range.last) < first) return response;
  if (first >= length || (suffix && Number(range.last) === 0)) {
    return {
      ...response,
      status: 416,
      headers: { ...response.headers, "content-range": `bytes */${length}` },
      body: new Uint8Array(),
    };
  }
  return {
    ...response,
    status: 206,
    headers: { ...response.headers, "content-range": `bytes ${first}-${last}/${length}` },
    body: response.body.subarray(first, last + 1),
  };
}

/** If-Range: is the viewer's copy, of which it has a part, the one we would send? */
function isStillThat(request: ViewerRequest, { headers }: EdgeResponse): boolean {
  const validator = header(request, "if-range");
  if (validator === undefined) return true;
  return validator.startsWith('"') ? validator === headers.etag : validator === headers["last-modified"];
}

function strong(tag: string): string {
  return tag.replace(/^W\//, "");
}
