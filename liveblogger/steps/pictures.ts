/** An entry's pictures: made of a photograph that was decoded, so that nothing of its file, as where it was taken, is handed on. */
import sharp from "sharp";
import { required } from "../../src/environment.ts";
import { putObject } from "../aws/s3.ts";
import { pictureKey } from "../data/keys.ts";
import type { Picture, PostPictures } from "../data/post-item.ts";
import { type DecodedPhotograph, type Quad, straighten } from "../recogniser/index.ts";
import { largeSize, WIDTHS } from "../rules/picture-size.ts";

const QUALITY = 82;
/** What is at a picture's key never changes: the key holds the photograph's hash. */
const CACHED = "public, max-age=31536000, immutable";

/** Where an entry's pictures belong. */
export interface PicturePlace {
  readonly talk: string;
  readonly entry: string;
  /** the photograph's hash */
  readonly photo: string;
}

/** The slide in the photograph; without it, the whole photograph is shown. */
export interface ShownSlide {
  readonly corners: Quad;
  /** width divided by height */
  readonly aspect: number;
}

/** Makes the pictures of an entry and stores them; doing it twice stores the same. */
export async function storePictures(
  place: PicturePlace,
  photograph: DecodedPhotograph,
  slide: ShownSlide | undefined,
): Promise<PostPictures> {
  const picture = slide
    ? await straighten(photograph, slide.corners, largeSize(slide.corners, slide.aspect))
    : await encoded(photograph);
  const smaller = sharp(picture).resize({ width: WIDTHS.small, withoutEnlargement: true }).jpeg({ quality: QUALITY });
  const [large, small] = await Promise.all([store(place, "large", picture), store(place, "small", await smaller.toBuffer())]);
  return { large, small };
}

const encoded = ({ width, height, data }: DecodedPhotograph): Promise<Buffer> =>
  sharp(data, { raw: { width, height, channels: 3 } })
    .resize({ width: WIDTHS.large, withoutEnlargement: true })
    .jpeg({ quality: QUALITY })
    .toBuffer();

async function store({ talk, entry, photo }: PicturePlace, size: "large" | "small", bytes: Buffer): Promise<Picture> {
  const key = pictureKey(talk, entry, photo, size);
  const { width, height } = await sharp(bytes).metadata();
  await putObject(required("POSTS_BUCKET"), key, { bytes, contentType: "image/jpeg", cacheControl: CACHED });
  return { key, width, height };
}
