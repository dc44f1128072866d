/** Readings over time as a picture: a small SVG to keep, and one line of text to look at. */

export interface Series {
  readonly title: string;
  readonly points: readonly (readonly [at: number, value: number])[];
}

const WIDTH = 900;
const HEIGHT = 180;
const MARGIN = 48;

/** One panel a series, one below the other, each from zero to its largest value. */
export function chartOf(unit: string, series: readonly Series[]): string {
  const panels = series.map((each, index) => panel(each, unit, index * HEIGHT));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT * series.length}" font-family="sans-serif" font-size="12">`,
    `<rect width="100%" height="100%" fill="white"/>`,
    ...panels,
    "</svg>",
    "",
  ].join("\n");
}

function panel({ title, points }: Series, unit: string, top: number): string {
  const end = Math.max(...points.map(([at]) => at), 1e-9);
  const largest = Math.max(...points.map(([, value]) => value), 1);
  const x = (at: number) => (MARGIN + (at / end) * (WIDTH - MARGIN - 16)).toFixed(1);
  const y = (value: number) => (top + HEIGHT - 28 - (value / largest) * (HEIGHT - 60)).toFixed(1);
  const line = points.map(([at, value]) => `${x(at)},${y(value)}`).join(" ");
  return [
    `<text x="${MARGIN}" y="${top + 20}" font-weight="bold">${title}</text>`,
    `<text x="8" y="${y(largest)}" dy="4">${Math.round(largest)}</text>`,
    `<text x="8" y="${y(0)}" dy="4">0</text>`,
    `<text x="${WIDTH - 16}" y="${top + HEIGHT - 10}" text-anchor="end">${end.toFixed(1)} ${unit}</text>`,
    `<path d="M${MARGIN} ${y(0)}H${WIDTH - 16}" stroke="#bbb"/>`,
    `<polyline points="${line}" fill="none" stroke="#1f5f8b" stroke-width="1.5"/>`,
  ].join("\n");
}

const BARS = "▁▂▃▄▅▆▇█";

/** At most 60 bars, from zero to the largest value. */
export function sparkline(values: readonly number[]): string {
  const largest = Math.max(...values, 1);
  const every = Math.max(1, Math.ceil(values.length / 60));
  return values
    .filter((_, index) => index % every === 0)
    .map((value) => BARS[Math.min(BARS.length - 1, Math.floor((value / largest) * BARS.length))])
    .join("");
}
