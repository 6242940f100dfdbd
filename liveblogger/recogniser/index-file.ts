import { createHash } from "node:crypto";
import { IndexDamaged, IndexOfAnotherVersion, NotAnIndex } from "./errors.ts";
import type { DeckIndex } from "./index-contract.ts";
import { COARSER } from "./templates.ts";
import { WORDS } from "./vision/features.ts";

/**
 * The file: eight bytes of name, the version (u32), 16 bytes of SHA-256 over all that follows, then the parts, each
 * with its length in bytes (u32) in front and padded to four: the head (JSON), coarse templates, fine templates,
 * descriptors, places, levels, first slides, slides. Numbers are little-endian.
 */
const NAME = "LECTRNDX";
const VERSION = 1;
const CHECKSUM = 16;
const BODY = NAME.length + 4 + CHECKSUM;

interface Head {
  readonly slideCount: number;
  readonly aspect: number;
  readonly width: number;
  readonly height: number;
  readonly fineLengths: readonly number[];
  readonly indistinguishable: readonly (readonly number[])[];
  readonly features: number;
}

/** The index as a file. */
export function writeIndex(index: Omit<DeckIndex, "id">): Uint8Array {
  const head: Head = {
    slideCount: index.slideCount,
    aspect: index.aspect,
    width: index.width,
    height: index.height,
    fineLengths: index.fine.map(({ length }) => length),
    indistinguishable: index.indistinguishable,
    features: index.features.count,
  };
  const { descriptors, places, levels, firstSlide, slides } = index.features;
  const parts = [
    new TextEncoder().encode(JSON.stringify(head)),
    bytesOf(index.coarse),
    Buffer.concat(index.fine),
    bytesOf(descriptors),
    bytesOf(places),
    levels,
    bytesOf(firstSlide),
    bytesOf(slides),
  ];
  const body = Buffer.concat(
    parts.flatMap((part) => {
      const length = Buffer.alloc(4);
      length.writeUInt32LE(part.length);
      return [length, part, Buffer.alloc(-part.length & 3)];
    }),
  );
  const version = Buffer.alloc(4);
  version.writeUInt32LE(VERSION);
  return Buffer.concat([Buffer.from(NAME), version, checksum(body), body]);
}

/**
 * @throws NotAnIndex when the bytes are something else
 * @throws IndexOfAnotherVersion
 * @throws IndexDamaged when the checksum is wrong, or anything is cut off
 */
export function loadIndex(bytes: Uint8Array): DeckIndex {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.length < NAME.length || file.toString("latin1", 0, NAME.length) !== NAME)
    throw new NotAnIndex("These bytes are no index of a deck: import the deck to make one.");
  if (file.length < BODY) throw new IndexDamaged("The deck's index is cut off: import the deck again.");
  const version = file.readUInt32LE(NAME.length);
  if (version !== VERSION)
    throw new IndexOfAnotherVersion(
      `The deck's index is of version ${version}, and this recogniser reads ${VERSION}: import the deck again.`,
    );
  const sum = file.subarray(NAME.length + 4, BODY);
  const body = file.subarray(BODY);
  if (!checksum(body).equals(sum)) throw new IndexDamaged("The deck's index is damaged (wrong checksum): import the deck again.");
  return { id: sum.toString("hex"), ...decode(body) };
}

function decode(body: Buffer): Omit<DeckIndex, "id"> {
  let at = 0;
  const part = (): Uint8Array => {
    const length = body.readUInt32LE(at);
    const bytes = body.subarray(at + 4, at + 4 + length);
    at += 4 + length + (-length & 3);
    return bytes;
  };
  const head = JSON.parse(Buffer.from(part()).toString()) as Head;
  const coarse = aligned(part());
  const fine = part();
  const [descriptors, places, levels, firstSlide, slides] = [part(), part(), part(), part(), part()];
  const { slideCount, width, height } = head;
  let start = 0;
  const next = (length: number): Uint8Array => {
    start += length;
    return fine.subarray(start - length, start);
  };
  const index = {
    slideCount,
    aspect: head.aspect,
    width,
    height,
    coarse: new Int8Array(coarse.buffer, coarse.byteOffset, coarse.length),
    fine: head.fineLengths.map(next),
    indistinguishable: head.indistinguishable,
    features: {
      count: head.features,
      descriptors: words(descriptors, Uint32Array),
      places: words(places, Uint16Array),
      levels: new Uint8Array(levels),
      firstSlide: words(firstSlide, Uint32Array),
      slides: words(slides, Uint16Array),
    },
  };
  const whole =
    coarse.length === (slideCount * width * height) / COARSER ** 2 &&
    index.features.descriptors.length === head.features * WORDS &&
    index.features.firstSlide.length === head.features + 1;
  if (!whole) throw new IndexDamaged("The deck's index contradicts itself: import the deck again.");
  return index;
}

const checksum = (body: Uint8Array): Buffer => createHash("sha256").update(body).digest().subarray(0, CHECKSUM);

const bytesOf = (array: Int8Array | Uint16Array | Uint32Array): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

/** A copy that begins where a typed array may begin. */
const aligned = (bytes: Uint8Array): Uint8Array => bytes.slice();

function words<T>(
  bytes: Uint8Array,
  type: { new (buffer: ArrayBufferLike, offset: number, length: number): T; BYTES_PER_ELEMENT: number },
): T {
  const own = new Uint8Array(bytes);
  return new type(own.buffer, 0, own.length / type.BYTES_PER_ELEMENT);
}
