const { ceil, floor, max, min, round } = Math;

/** Brightness, one byte a pixel, rows without padding. */
export interface GreyImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

interface Interleaved {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Brightness (BT.601) of a grey, RGB or RGBA picture; whatever is transparent counts as opaque. */
export function toGrey(image: Interleaved, channels: 1 | 3 | 4): GreyImage {
  const { width, height, data } = image;
  if (channels === 1) return { width, height, data };
  const grey = new Uint8Array(width * height);
  for (let i = 0, from = 0; i < grey.length; i++, from += channels)
    grey[i] = (77 * (data[from] as number) + 150 * (data[from + 1] as number) + 29 * (data[from + 2] as number) + 128) >> 8;
  return { width, height, data: grey };
}

/** Half as wide and high, each pixel the mean of four. */
export function halve(image: GreyImage): GreyImage {
  const width = image.width >> 1;
  const height = image.height >> 1;
  const data = new Uint8Array(width * height);
  const { data: source, width: stride } = image;
  for (let y = 0; y < height; y++) {
    let upper = 2 * y * stride;
    let to = y * width;
    for (let x = 0; x < width; x++, upper += 2, to++)
      data[to] =
        ((source[upper] as number) +
          (source[upper + 1] as number) +
          (source[upper + stride] as number) +
          (source[upper + stride + 1] as number) +
          2) >>
        2;
  }
  return { width, height, data };
}

/** For every column (or row) of the result: which `most` columns of the source it covers, and how much of each. */
interface Coverage {
  readonly first: Int32Array;
  readonly weights: Float32Array;
  readonly most: number;
}

function coverage(from: number, to: number): Coverage {
  const ratio = from / to;
  const reach = max(ratio, 1);
  const most = min(from, ceil(reach) + 1);
  const first = new Int32Array(to);
  const weights = new Float32Array(to * most);
  for (let i = 0; i < to; i++) {
    const start = (i + 0.5) * ratio - reach / 2;
    const low = floor(start + 1e-6);
    const begin = max(0, min(from - most, low));
    first[i] = begin;
    for (let column = low; column < low + ceil(reach) + 1; column++) {
      const covered = max(0, min(start + reach, column + 1) - max(start, column));
      const place = i * most + max(0, min(from - 1, column)) - begin;
      weights[place] = (weights[place] as number) + covered / reach;
    }
  }
  return { first, weights, most };
}

/** Scaled to any size; each pixel is the mean of what it covers, or lies between its neighbours where that is less than one. */
export function resize(image: GreyImage, width: number, height: number): GreyImage {
  if (width === image.width && height === image.height) return image;
  const { data: source, width: stride } = image;
  const { first: tops, weights: shares, most: deep } = coverage(image.height, height);
  const { first: lefts, weights, most } = coverage(stride, width);
  const data = new Uint8Array(width * height);
  const line = new Float32Array(stride);
  for (let y = 0, to = 0; y < height; y++) {
    line.fill(0);
    for (let k = 0; k < deep; k++) {
      const share = shares[y * deep + k] as number;
      if (share === 0) continue;
      const row = ((tops[y] as number) + k) * stride;
      for (let x = 0; x < stride; x++) line[x] = (line[x] as number) + share * (source[row + x] as number);
    }
    for (let x = 0, at = 0; x < width; x++, to++) {
      const left = lefts[x] as number;
      let sum = 0.5;
      for (let k = 0; k < most; k++, at++) sum += (weights[at] as number) * (line[left + k] as number);
      data[to] = sum;
    }
  }
  return { width, height, data };
}

/** Scaled by at most two or so: each pixel lies between its four neighbours. Quicker than `resize`. */
export function rescale(image: GreyImage, width: number, height: number): GreyImage {
  const { data: source, width: stride } = image;
  const data = new Uint8Array(width * height);
  const left = new Int32Array(width);
  const right = new Int32Array(width);
  for (let x = 0; x < width; x++) {
    const place = max(0, min(stride - 1.001, ((x + 0.5) * stride) / width - 0.5));
    left[x] = floor(place);
    right[x] = round((place - floor(place)) * 256);
  }
  for (let y = 0, to = 0; y < height; y++) {
    const place = max(0, min(image.height - 1.001, ((y + 0.5) * image.height) / height - 0.5));
    const row = floor(place) * stride;
    const lower = round((place - floor(place)) * 256);
    const upper = 256 - lower;
    for (let x = 0; x < width; x++, to++) {
      const at = row + (left[x] as number);
      const share = right[x] as number;
      const rest = 256 - share;
      const above = (source[at] as number) * rest + (source[at + 1] as number) * share;
      const below = (source[at + stride] as number) * rest + (source[at + stride + 1] as number) * share;
      data[to] = (above * upper + below * lower + 32_768) >> 16;
    }
  }
  return { width, height, data };
}

/** The mean over a square of (2 × radius + 1) pixels around each; the border's pixels go on beyond it. */
export function boxBlur(image: GreyImage, radius: number): GreyImage {
  const { width, height, data } = image;
  const rows = new Uint16Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let sum = 0;
    for (let x = -radius; x <= radius; x++) sum += data[row + clamp(x, width)] as number;
    let x = 0;
    const inner = max(radius, width - radius - 1);
    for (; x < min(radius, width); x++) {
      rows[row + x] = sum;
      sum += (data[row + clamp(x + radius + 1, width)] as number) - (data[row + clamp(x - radius, width)] as number);
    }
    for (let at = row + x; x < inner; x++, at++) {
      rows[at] = sum;
      sum += (data[at + radius + 1] as number) - (data[at - radius] as number);
    }
    for (; x < width; x++) {
      rows[row + x] = sum;
      sum += (data[row + clamp(x + radius + 1, width)] as number) - (data[row + clamp(x - radius, width)] as number);
    }
  }
  const blurred = new Uint8Array(width * height);
  const sums = new Uint32Array(width);
  const scale = floor(2 ** 24 / (2 * radius + 1) ** 2);
  for (let y = -radius; y <= radius; y++) {
    const row = clamp(y, height) * width;
    for (let x = 0; x < width; x++) sums[x] = (sums[x] as number) + (rows[row + x] as number);
  }
  for (let y = 0; y < height; y++) {
    const row = y * width;
    const entering = clamp(y + radius + 1, height) * width;
    const leaving = clamp(y - radius, height) * width;
    for (let x = 0; x < width; x++) {
      const sum = sums[x] as number;
      blurred[row + x] = (sum * scale) / 2 ** 24 + 0.5;
      sums[x] = sum + (rows[entering + x] as number) - (rows[leaving + x] as number);
    }
  }
  return { width, height, data: blurred };
}

const clamp = (index: number, length: number): number => (index < 0 ? 0 : index >= length ? length - 1 : index);
