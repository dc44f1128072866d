/** Where a figure is read from. Apart from its contract (figures.ts), whose parser no browser needs for it. */
export function figureAddress(hash: string): string {
  return `/api/figures/${encodeURIComponent(hash)}`;
}
