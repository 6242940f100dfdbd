/** What a function's zip holds, and whether it may: its own bundle, the native parts of its architecture, and no more than its budget. */
import { readFileSync } from "node:fs";
import { unzipSync } from "fflate";

/** Kilobytes, a thousand bytes each. */
export interface Budget {
  /** The zip as it is uploaded. */
  readonly zip: number;
  /** The bundle, unpacked. */
  readonly bundle: number;
  /** Native parts, unpacked: only functions that make or read pictures have any. */
  readonly native?: number;
}

/** As Node and npm name them. */
export type Architecture = "x64" | "arm64";
/** `e_machine` in the header of an ELF file. */
const MACHINES: Readonly<Record<Architecture, number>> = { x64: 0x3e, arm64: 0xb7 };
const ELF = 0x7f454c46;

export interface PackageContents {
  /** Bytes of the zip. */
  readonly size: number;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

export function readPackage(zip: string): PackageContents {
  const bytes = readFileSync(zip);
  return { size: bytes.length, files: new Map(Object.entries(unzipSync(bytes))) };
}

/**
 * What is wrong with a zip: a sentence each.
 * @param bundle the bundle's name in it: `src/handlers/notify.js`
 */
export function wrongIn(contents: PackageContents, bundle: string, budget: Budget, architecture: Architecture): string[] {
  const { size, files } = contents;
  const native = new RegExp(`^node_modules/@img/sharp-(libvips-)?linux-${architecture}/`);
  const isNative = (name: string): boolean => budget.native !== undefined && native.test(name);
  const natives = [...files].filter(([name]) => isNative(name));
  return [
    ...[...files.keys()].filter((name) => name !== bundle && !isNative(name)).map((name) => `${name} has no business in it`),
    ...[...files]
      .filter(([name, bytes]) => isOfAnother(name, bytes, architecture))
      .map(([name]) => `${name} is not for ${architecture}`),
    ...over("the zip", size, budget.zip),
    ...over(bundle, files.get(bundle)?.length ?? Number.POSITIVE_INFINITY, budget.bundle),
    ...over("what is native", sum(natives.map(([, { length }]) => length)), budget.native ?? 0, natives),
  ];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

function over(what: string, bytes: number, budget: number, parts: readonly (readonly [string, Uint8Array])[] = []): string[] {
  if (bytes <= budget * 1000) return [];
  const list = parts.map(([name, { length }]) => `${name} ${Math.ceil(length / 1000)}`).join(", ");
  return [`${what} has ${Math.ceil(bytes / 1000)} kB, and its budget is ${budget}${list && `: ${list}`}`];
}

/** Whether it is a program or library for another machine: by the first bytes, whatever the name. */
function isOfAnother(name: string, bytes: Uint8Array, architecture: Architecture): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isElf = bytes.length > 20 && view.getUint32(0) === ELF;
  return isElf ? view.getUint16(18, true) !== MACHINES[architecture] : /\.(node|so[.\d]*|dylib|dll)$/.test(name);
}
