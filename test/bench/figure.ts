export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What we aim for; printed. */
  readonly goal: number;
  /** Above this the benchmark fails. Equal to the goal only for ratios within one run. */
  readonly limit: number;
}

/** One line a figure. Returns whether all are within their limits. */
export function report(figures: readonly Figure[], print: (line: string) => void): boolean {
  for (const { name, value, unit, goal, limit } of figures) {
    const verdict =
      value <= goal ? 'goal met' : value <= limit ? 'goal missed, within the limit' : 'TOO HIGH';
    print(
      `${name.padEnd(44)} ${value.toFixed(2).padStart(10)} ${unit.padEnd(6)} goal ${goal}, limit ${limit}: ${verdict}`,
    );
  }
  return figures.every((figure) => figure.value <= figure.limit);
}
