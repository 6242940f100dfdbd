/** Requests as no SDK client would send them: signed like one, and then as wrong as a test wants. */
import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";

export interface Unsigned {
  readonly service: string;
  readonly method?: string;
  /** Percent-encoded; default `/`. */
  readonly path?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly secretAccessKey?: string;
  readonly signingDate?: Date;
}

export interface Signed {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Signs with the operator's keys, by AWS's own signer. `host` is what the request will name. */
export async function sign(asked: Unsigned, host: string): Promise<Signed> {
  const { service, method = "POST", path = "/", query = {}, headers = {}, secretAccessKey = "local", signingDate } = asked;
  const body = Buffer.from(asked.body ?? "");
  const signer = new SignatureV4({
    credentials: { accessKeyId: "local", secretAccessKey },
    region: "us-east-1",
    service,
    sha256: Sha256,
    uriEscapePath: service !== "s3",
  });
  const [hostname = host, port] = host.split(":");
  const request = { method, protocol: "http:", hostname, port: Number(port), path, query, headers: { ...headers, host }, body };
  const signed = await signer.sign(request, signingDate === undefined ? {} : { signingDate });
  const search = new URLSearchParams(query).toString();
  return { method, target: search === "" ? path : `${path}?${search}`, headers: signed.headers, body };
}

/** Signs and sends to this port of 127.0.0.1. */
export async function send(port: number, asked: Unsigned): Promise<{ status: number; headers: Headers; body: string }> {
  const { method, target, headers, body } = await sign(asked, `127.0.0.1:${port}`);
  const bodiless = method === "GET" || method === "HEAD";
  const answer = await fetch(`http://127.0.0.1:${port}${target}`, {
    method,
    headers,
    ...(!bodiless && { body: Buffer.from(body) }),
  });
  return { status: answer.status, headers: answer.headers, body: await answer.text() };
}
