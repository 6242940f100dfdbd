/** `git http-backend` as a CGI program (RFC 3875): the request goes in by environment and stdin, the answer comes by stdout. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { RawRequest, RawResponse } from "../../../contracts.ts";
import { gitEnvironment } from "../git/run-git.ts";

const PLAIN_TEXT = { "content-type": "text/plain; charset=utf-8" };

export interface BackendAnswer {
  readonly response: RawResponse;
  /** Resolves when git has ended, whatever became of the client. */
  readonly ended: Promise<void>;
}

/**
 * Runs the request on the repository at `gitPath`; `endpoint` is the path below the repository
 * (`info/refs`, `git-upload-pack`, `git-receive-pack`).
 */
export async function runHttpBackend(
  gitPath: string,
  endpoint: string,
  request: RawRequest,
  environment: Readonly<Record<string, string>>,
): Promise<BackendAnswer> {
  const child = spawn("git", ["http-backend"], {
    env: gitEnvironment({ ...cgiEnvironment(gitPath, endpoint, request), ...environment }),
    stdio: ["pipe", "pipe", "ignore"],
    // A group of its own: Ctrl-C at the server's terminal does not cut a push in two.
    detached: true,
  });
  const ended = endOf(child);
  if (child.pid === undefined)
    return { response: { status: 500, headers: PLAIN_TEXT, body: "git could not be started. Install git.\n" }, ended };
  // A client that goes away in the middle, or a git that answers without reading on, is no error of ours.
  pipeline(Readable.from(request.body), child.stdin).catch(() => child.stdin.destroy());
  const { headers, rest } = await readHeaders(child.stdout);
  const { status = "200", ...others } = headers;
  return { response: { status: Number.parseInt(status, 10), headers: others, body: rest }, ended };
}

function cgiEnvironment(gitPath: string, endpoint: string, { method, query, headers }: RawRequest): Record<string, string> {
  return {
    GIT_PROJECT_ROOT: gitPath,
    GIT_HTTP_EXPORT_ALL: "1",
    GATEWAY_INTERFACE: "CGI/1.1",
    SERVER_PROTOCOL: "HTTP/1.1",
    REMOTE_USER: "operator",
    REMOTE_ADDR: "127.0.0.1",
    PATH_INFO: `/${endpoint}`,
    QUERY_STRING: query.toString(),
    REQUEST_METHOD: method,
    CONTENT_TYPE: headers["content-type"] ?? "",
    // No CONTENT_LENGTH: git then reads to the end of its input. Told a length, http-backend spins for ever when
    // the input ends before it (a client that goes away, a server that is killed).
    ...(headers["content-encoding"] !== undefined && { HTTP_CONTENT_ENCODING: headers["content-encoding"] }),
    ...(headers["git-protocol"] !== undefined && { GIT_PROTOCOL: headers["git-protocol"] }),
  };
}

async function endOf(child: ChildProcess): Promise<void> {
  try {
    await once(child, "close");
  } catch {
    // git could not be started; the answer says so
  }
}

/** Reads up to the empty line; what follows it stays a stream. */
async function readHeaders(output: Readable): Promise<{ headers: Record<string, string>; rest: AsyncIterable<Uint8Array> }> {
  const chunks = output[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  let end = -1;
  while (end < 0) {
    const { value, done } = await chunks.next();
    if (done) return { headers: { status: "500", ...PLAIN_TEXT }, rest: Readable.from(["git http-backend gave no answer\n"]) };
    head = Buffer.concat([head, value as Buffer]);
    end = head.indexOf("\r\n\r\n");
  }
  const lines = head.subarray(0, end).toString("latin1").split("\r\n");
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  return { headers, rest: following(head.subarray(end + 4), chunks) };
}

async function* following(first: Uint8Array, chunks: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (first.length > 0) yield first;
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
  } finally {
    await chunks.return?.();
  }
}
