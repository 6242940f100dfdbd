/** A certificate that this machine makes for itself. No browser knows it: whoever opens the page is asked once whether to go on. */
import { X509Certificate } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generate } from "selfsigned";

export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

const DAY = 24 * 60 * 60 * 1000;
const VALID = 90 * DAY;
/** One that ends sooner is made anew. */
const LEAST = 2 * DAY;

/** The folder's certificate if it is for these addresses and still valid for days, else a new one. Its key is readable by its owner alone. */
export async function certificateFor(
  addresses: readonly string[],
  folder: string,
  now: number = Date.now(),
): Promise<Certificate> {
  const [keyFile, certFile] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
  const kept = read(keyFile, certFile);
  if (kept && isFor(kept.cert, addresses, now)) return kept;
  const made = await generate([{ name: "commonName", value: "Lectern on this network" }], {
    keyType: "ec",
    algorithm: "sha256",
    notBeforeDate: new Date(now - DAY), // the phone's clock may be behind
    notAfterDate: new Date(now + VALID),
    extensions: [
      { name: "basicConstraints", cA: false, critical: true },
      { name: "keyUsage", digitalSignature: true, critical: true },
      { name: "extKeyUsage", serverAuth: true },
      { name: "subjectAltName", altNames: addresses.map((ip) => ({ type: 7, ip })) },
    ],
  });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(keyFile, made.private, { mode: 0o600 });
  writeFileSync(certFile, made.cert);
  return { key: made.private, cert: made.cert };
}

function read(keyFile: string, certFile: string): Certificate | undefined {
  try {
    return { key: readFileSync(keyFile, "utf8"), cert: readFileSync(certFile, "utf8") };
  } catch {
    return undefined;
  }
}

function isFor(cert: string, addresses: readonly string[], now: number): boolean {
  try {
    const certificate = new X509Certificate(cert);
    return addresses.every((address) => certificate.checkIP(address)) && Date.parse(certificate.validTo) - now > LEAST;
  } catch {
    return false; // it was damaged
  }
}
