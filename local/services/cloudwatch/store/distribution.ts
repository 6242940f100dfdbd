/** The values that were recorded for a metric within one span of time. */

/** What a client may send instead of values. */
export interface StatisticSet {
  readonly count: number;
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** More unlike values than these are kept to within one percent, so that a span's memory is bounded. */
const mostExactValues = 1_000;
const step = Math.log(1.01);

/** Count, sum, minimum and maximum are exact; the values between serve percentiles. */
export class Distribution {
  #count = 0;
  #sum = 0;
  #minimum = Number.POSITIVE_INFINITY;
  #maximum = Number.NEGATIVE_INFINITY;
  readonly #values = new Map<number, number>();
  #setsOnly = 0;

  get count(): number {
    return this.#count;
  }
  get sum(): number {
    return this.#sum;
  }
  get minimum(): number {
    return this.#minimum;
  }
  get maximum(): number {
    return this.#maximum;
  }

  add(value: number, count: number): void {
    this.#note({ count, sum: value * count, minimum: value, maximum: value });
    const kept = this.#values.has(value) || this.#values.size < mostExactValues ? value : rounded(value);
    this.#values.set(kept, (this.#values.get(kept) ?? 0) + count);
  }

  /** A set of one value is that value; of any other, the values are not known. */
  addSet(set: StatisticSet): void {
    if (set.minimum === set.maximum && set.sum === set.minimum * set.count) {
      this.add(set.minimum, set.count);
    } else {
      this.#note(set);
      this.#setsOnly += set.count;
    }
  }

  merge(other: Distribution): void {
    this.#note(other);
    this.#setsOnly += other.#setsOnly;
    for (const [value, count] of other.#values) {
      const kept = this.#values.has(value) || this.#values.size < mostExactValues ? value : rounded(value);
      this.#values.set(kept, (this.#values.get(kept) ?? 0) + count);
    }
  }

  /** The value that `percent` of the values do not exceed (nearest rank); undefined when not every value is known. */
  percentile(percent: number): number | undefined {
    if (this.#setsOnly > 0 || this.#count === 0) return undefined;
    const rank = (percent / 100) * this.#count;
    let passed = 0;
    for (const [value, count] of [...this.#values].sort(([a], [b]) => a - b)) {
      passed += count;
      if (passed >= rank) return Math.min(Math.max(value, this.#minimum), this.#maximum);
    }
    return this.#maximum;
  }

  /** What makes an equal distribution again: values with their counts, or a set when not every value is known. */
  summary(): { readonly values: [number, number][] } | { readonly set: StatisticSet } {
    const exact = this.#setsOnly === 0 && this.#values.size < mostExactValues;
    return exact
      ? { values: [...this.#values] }
      : { set: { count: this.#count, sum: this.#sum, minimum: this.#minimum, maximum: this.#maximum } };
  }

  #note({ count, sum, minimum, maximum }: StatisticSet): void {
    this.#count += count;
    this.#sum += sum;
    this.#minimum = Math.min(this.#minimum, minimum);
    this.#maximum = Math.max(this.#maximum, maximum);
  }
}

function rounded(value: number): number {
  return value === 0 ? 0 : Math.sign(value) * Math.exp(Math.round(Math.log(Math.abs(value)) / step) * step);
}
