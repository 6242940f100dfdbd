/** Local names: looked up for every pixel, which is slow for globals where a test runner puts its own before them. */
const { PI, cos, floor, imul, log, sqrt } = Math;

/** Random numbers that follow from a seed: the same on every machine, bit for bit. */
export interface Random {
  /** at least 0, less than 1 */
  next(): number;
  between(low: number, high: number): number;
  /** a whole number, both ends included */
  whole(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** mean 0, variance 1 */
  normal(): number;
  shuffled<T>(list: readonly T[]): T[];
  /** a stream of its own that follows from the seed and the name alone, however much was drawn from this one */
  branch(name: string): Random;
}

/** Four 32-bit words of a text (cyrb128's mixing), to start a generator with. */
function hashed(text: string): [number, number, number, number] {
  let [a, b, c, d] = [1779033703, 3144134277, 1013904242, 2773480762];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = b ^ imul(a ^ unit, 597399067);
    b = c ^ imul(b ^ unit, 2869860233);
    c = d ^ imul(c ^ unit, 951274213);
    d = a ^ imul(d ^ unit, 2716044179);
  }
  return [a, b, c, d];
}

/** The generator sfc32, which passes PractRand; its state is the seed's hash. */
export function seededRandom(seed: string): Random {
  let [a, b, c, d] = hashed(seed);
  const next = (): number => {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 4294967296;
  };
  for (let i = 0; i < 15; i++) next();
  const whole = (low: number, high: number): number => low + floor(next() * (high - low + 1));
  const pick = <T>(list: readonly T[]): T => {
    if (list.length === 0) throw new RangeError("nothing to pick from");
    return list[whole(0, list.length - 1)] as T;
  };
  return {
    next,
    between: (low, high) => low + next() * (high - low),
    whole,
    chance: (probability) => next() < probability,
    pick,
    normal: () => sqrt(-2 * log(1 - next())) * cos(2 * PI * next()),
    shuffled: (list) => {
      const mixed = [...list];
      for (let i = mixed.length - 1; i > 0; i--) {
        const j = whole(0, i);
        [mixed[i], mixed[j]] = [mixed[j] as (typeof mixed)[number], mixed[i] as (typeof mixed)[number]];
      }
      return mixed;
    },
    branch: (name) => seededRandom(`${seed}/${name}`),
  };
}
