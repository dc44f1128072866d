/** What time alone brings about has to be looked for. */

export interface Looking {
  /** No further look begins; resolves once the last one has ended. */
  close(): Promise<void>;
}

/**
 * Looks at once and then every so many milliseconds, one look after the other.
 * @param onError told of a look that failed; the next one comes all the same
 */
export function lookEvery(
  milliseconds: number,
  look: () => Promise<void>,
  onError: (error: unknown) => void,
): Looking {
  let underWay: Promise<void> | null = null;
  const begin = () => {
    underWay ??= look()
      .catch(onError)
      .finally(() => {
        underWay = null;
      });
  };
  const timer = setInterval(begin, milliseconds);
  begin();
  return {
    async close() {
      clearInterval(timer);
      await underWay;
    },
  };
}
