/** Presigned addresses, as a program hands them to a browser. */
import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";
import type { TestCloud } from "../../support/test-cloud.ts";

export async function getSignedUrl({ endpoint, clientConfig }: TestCloud, method: string, path: string): Promise<string> {
  const { hostname, port, host } = new URL(endpoint);
  const { credentials, region } = clientConfig;
  const signer = new SignatureV4({
    credentials,
    region,
    service: "s3",
    sha256: Sha256,
    uriEscapePath: false,
    applyChecksum: false,
  });
  const request = {
    method,
    protocol: "http:",
    hostname,
    port: Number(port),
    path,
    query: {},
    headers: { host, "x-amz-content-sha256": "UNSIGNED-PAYLOAD" },
  };
  const signed = await signer.presign(request, { expiresIn: 60, unsignableHeaders: new Set(["content-type"]) });
  const query = new URLSearchParams(Object.entries(signed.query ?? {}).map(([name, value]) => [name, String(value)]));
  return `${endpoint}${path}?${query}`;
}
