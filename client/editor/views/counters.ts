/** Numbers of ordered lines by level; a line in between ends the counting of its own and deeper levels. */
export function createCounters() {
  let numbers: (number | undefined)[] = [];
  return {
    next(indent: number, start: number): number {
      numbers.length = Math.min(numbers.length, indent + 1);
      const number = (numbers[indent] ?? start - 1) + 1;
      numbers[indent] = number;
      return number;
    },
    /** @param indent level of the line in between; -1 for a line that is in no list */
    interrupt(indent: number): void {
      numbers.length = Math.min(numbers.length, Math.max(0, indent));
    },
    reset(): void {
      numbers = [];
    },
  };
}
