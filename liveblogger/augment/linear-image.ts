/** A picture in linear light, where adding and blurring are what light does: rows of red, green and blue, 1 is white. */
export interface LinearImage {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** A picture as files hold it, in sRGB; rows without padding. */
export interface BytesImage {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3 | 4;
  readonly data: Uint8Array;
}

const TO_LINEAR = Float32Array.from({ length: 256 }, (_, byte) => {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
});

const STEPS = 8192;
const TO_BYTE = Uint8Array.from({ length: STEPS + 1 }, (_, step) => {
  const value = step / STEPS;
  return Math.round(255 * (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055));
});

export const linearOf = (byte: number): number => TO_LINEAR[byte] ?? 1;

export const blankImage = (width: number, height: number): LinearImage => ({
  width,
  height,
  data: new Float32Array(width * height * 3),
});

export function toLinear({ width, height, channels, data }: BytesImage): LinearImage {
  const image = blankImage(width, height);
  const [green, blue] = channels === 1 ? [0, 0] : [1, 2];
  for (let from = 0, to = 0; to < image.data.length; from += channels, to += 3) {
    image.data[to] = TO_LINEAR[data[from] ?? 0] ?? 0;
    image.data[to + 1] = TO_LINEAR[data[from + green] ?? 0] ?? 0;
    image.data[to + 2] = TO_LINEAR[data[from + blue] ?? 0] ?? 0;
  }
  return image;
}

/** What is brighter than white or darker than black is cut off, as a sensor does. */
export function toBytes({ width, height, data }: LinearImage): BytesImage {
  const bytes = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const value = data[i] ?? 0;
    bytes[i] = TO_BYTE[value <= 0 ? 0 : value >= 1 ? STEPS : (value * STEPS + 0.5) | 0] ?? 0;
  }
  return { width, height, channels: 3, data: bytes };
}

/** Half as wide and high, each pixel the mean of four. */
export function halved({ width, height, data }: LinearImage): LinearImage {
  const half = blankImage(width >> 1, height >> 1);
  const row = width * 3;
  for (let y = 0, to = 0; y < half.height; y++) {
    for (let x = 0; x < half.width; x++) {
      const from = 2 * y * row + 6 * x;
      for (let channel = 0; channel < 3; channel++, to++) {
        const at = from + channel;
        half.data[to] = ((data[at] ?? 0) + (data[at + 3] ?? 0) + (data[at + row] ?? 0) + (data[at + row + 3] ?? 0)) / 4;
      }
    }
  }
  return half;
}
