/** Many numbers, kept flat, asked for their quantiles. */
export interface Samples {
  readonly count: number;
  add(value: number): void;
  /** NaN without samples. @param part 0 to 1 */
  quantile(part: number): number;
}

export function createSamples(): Samples {
  let values = new Float64Array(1 << 14);
  let count = 0;
  let sorted = false;
  return {
    get count() {
      return count;
    },
    add(value) {
      if (count === values.length) {
        const larger = new Float64Array(count * 2);
        larger.set(values);
        values = larger;
      }
      values[count++] = value;
      sorted = false;
    },
    quantile(part) {
      if (count === 0) return Number.NaN;
      if (!sorted) values.subarray(0, count).sort();
      sorted = true;
      return values[Math.min(count - 1, Math.floor(part * count))] as number;
    },
  };
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.filter(Number.isFinite).toSorted((a, b) => a - b);
  if (sorted.length === 0) return Number.NaN;
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] as number) + (sorted[Math.ceil(middle) - 1] as number)) / 2;
}
