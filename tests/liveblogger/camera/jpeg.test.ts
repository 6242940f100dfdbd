import sharp from "sharp";
import { wholeJpeg } from "../../../liveblogger/camera/capture/jpeg.ts";
import { screenWith } from "./support/pictures.ts";

const picture = await screenWith(5);
const progressive = await sharp(picture).jpeg({ progressive: true }).toBuffer();
const grey = await sharp(picture)
  .greyscale()
  .withExif({ IFD0: { Artist: "ÿØÿÙ" } })
  .jpeg()
  .toBuffer();

it.each([
  ["a JPEG", picture],
  ["a progressive one", progressive],
  ["a grey one that has an end marker among its metadata", grey],
])("%s is whole, with its size", (_, bytes) => {
  expect(wholeJpeg(bytes)).toEqual({ width: 320, height: 180, bytes: new Uint8Array(bytes) });
});

it("what stands after a picture is not a part of it", () => {
  expect(wholeJpeg(Buffer.concat([picture, Buffer.alloc(5000)]))?.bytes).toEqual(new Uint8Array(picture));
});

it.each([
  ["a JPEG", picture],
  ["a progressive one", progressive],
])("no beginning of %s is whole", (_, bytes) => {
  for (let length = 0; length < bytes.length; length++) expect(wholeJpeg(bytes.subarray(0, length))).toBeUndefined();
});

it.each([
  ["nothing", Buffer.alloc(0)],
  ["a PNG", Buffer.from("89504e470d0a1a0a", "hex")],
  ["words", Buffer.from("no camera available")],
  ["a start and an end", Buffer.from("ffd8ffd9", "hex")],
  ["segments of no length", Buffer.from("ffd8ffe00000ffe00001ffd9", "hex")],
])("%s is no JPEG", (_, bytes) => {
  expect(wholeJpeg(bytes)).toBeUndefined();
});
