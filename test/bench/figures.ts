/**
 * What the bench's samples amount to: medians, ratios to the bare window, and whether each goal is met.
 * Pure; runs in the bench and in its test. The rule: a goal is judged by medians, and what was measured is all shown.
 */

/** Samples of one quantity, all in the same unit. Never empty. */
export type Samples = readonly [number, ...number[]];

export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** One line of the table: a quantity of our app, beside the bare window's where there is one to compare with. */
export interface Figure {
  readonly name: string;
  readonly unit: 'ms' | 'MB' | 's';
  readonly bare: Spread | null;
  readonly ours: Spread;
  /** Median of ours over the bare window's; null where nothing is compared or the bare one's is 0. */
  readonly ratio: number | null;
  /** The goal in words, and whether it is met; null for a figure that only explains another. */
  readonly goal: { readonly text: string; readonly isMet: boolean } | null;
}

/** @throws RangeError without samples. */
export function asSamples(values: readonly number[]): Samples {
  const [first, ...rest] = values;
  if (first === undefined) throw new RangeError('nothing was measured');
  return [first, ...rest];
}

/** Least, middle and greatest sample; of an even number of samples the mean of the middle two. */
export function spreadOf(samples: Samples): Spread {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? Number.NaN;
  const middle = (sorted.length - 1) / 2;
  return {
    min: at(0),
    median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    max: at(sorted.length - 1),
  };
}

/** The sample that `share` (0 to 1) of all samples do not exceed: the nearest rank, so one that was measured. */
export function percentile(samples: Samples, share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

type Compared = Pick<Figure, 'name' | 'unit'> & { readonly bare: Samples; readonly ours: Samples };

/** A figure whose goal is a ratio to the bare window's: at most `ratioMax`. */
export function ratioFigure({ name, unit, ...samples }: Compared, ratioMax: number): Figure {
  const bare = spreadOf(samples.bare);
  const ours = spreadOf(samples.ours);
  const ratio = bare.median === 0 ? null : ours.median / bare.median;
  const goal = { text: `at most ${ratioMax} ×`, isMet: ratio !== null && ratio <= ratioMax };
  return { name, unit, bare, ours, ratio, goal };
}

/**
 * A figure whose goal is to be no more than the bare window's but for noise: medians that are further apart than the
 * bare window's own samples, and than `leastNoise` of the unit, differ.
 */
export function noiseFigure({ name, unit, ...samples }: Compared, leastNoise: number): Figure {
  const bare = spreadOf(samples.bare);
  const ours = spreadOf(samples.ours);
  const noise = Math.max(leastNoise, bare.max - bare.min);
  const isMet = ours.median - bare.median <= noise;
  const ratio = bare.median === 0 ? null : ours.median / bare.median;
  return { name, unit, bare, ours, ratio, goal: { text: 'within noise', isMet } };
}

/** A figure of ours alone, with a bound or without one. */
export function ownFigure(
  { name, unit, ours }: Pick<Figure, 'name' | 'unit'> & { readonly ours: Samples },
  below: number | null,
): Figure {
  const spread = spreadOf(ours);
  const goal = below === null ? null : { text: `under ${below} ${unit}`, isMet: spread.median < below };
  return { name, unit, bare: null, ours: spread, ratio: null, goal };
}

const DECIMALS = { ms: 0, MB: 0, s: 2 } as const;

/** The figures as a table in Markdown, which reads well in a terminal, too. */
export function formatFigures(figures: readonly Figure[]): string {
  const spread = ({ unit }: Figure, value: Spread | null) =>
    value === null
      ? '–'
      : `${[value.min, value.median, value.max].map((each) => each.toFixed(DECIMALS[unit])).join(' / ')} ${unit}`;
  const rows = figures.map((figure) => [
    figure.name,
    spread(figure, figure.bare),
    spread(figure, figure.ours),
    figure.ratio === null ? '–' : `${figure.ratio.toFixed(2)} ×`,
    figure.goal?.text ?? '–',
    figure.goal === null ? '–' : figure.goal.isMet ? 'met' : 'missed',
  ]);
  const head = ['least / median / greatest', 'Bare window', 'Halfminute', 'Ratio', 'Goal', 'Outcome'];
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
