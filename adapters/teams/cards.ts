import type { Json } from '../../src/contracts/json.js';
import { LIMITS, within } from './limits.js';

/** A piece of a card, as https://adaptivecards.io/schemas/adaptive-card.json has it. */
export interface Element {
  readonly type: string;
  readonly [property: string]: Json;
}
export interface Card extends Element {
  readonly type: 'AdaptiveCard';
  readonly body: readonly Element[];
}

export const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';

interface Look {
  readonly color?: 'good' | 'warning' | 'attention' | 'accent';
  readonly weight?: 'bolder';
  readonly size?: 'small' | 'medium';
  readonly isSubtle?: boolean;
  readonly fontType?: 'monospace';
}

/**
 * Text that nothing in it can style, link or break out of: runs know no Markdown, which is what a TextBlock reads.
 * Line breaks stay.
 */
export function line(text: string, look: Look = {}, more: Readonly<Record<string, Json>> = {}): Element {
  return { type: 'RichTextBlock', ...more, inlines: [run(text, look)] };
}

export function run(text: string, look: Look = {}): Element {
  return { type: 'TextRun', text: text === '' ? ' ' : text, ...look };
}

export function lines(runs: readonly Element[], more: Readonly<Record<string, Json>> = {}): Element {
  return { type: 'RichTextBlock', ...more, inlines: [...runs] };
}

/** Monospaced and set apart. */
export function verbatim(text: string): Element {
  return {
    type: 'Container',
    style: 'emphasis',
    spacing: 'small',
    items: [line(text, { fontType: 'monospace', size: 'small' })],
  };
}

export function table(
  columns: readonly (readonly [title: string, width: number])[] | number,
  rows: readonly (readonly string[])[],
): Element {
  const titled = typeof columns !== 'number';
  const widths = titled ? columns.map(([, width]) => width) : Array.from({ length: columns }, () => 1);
  const head = titled ? [row(columns.map(([title]) => line(title, { weight: 'bolder' })))] : [];
  const body = rows.map((cells) =>
    row(cells.map((cell, place) => line(cell, titled || place > 0 ? {} : { isSubtle: true }))),
  );
  return {
    type: 'Table',
    firstRowAsHeaders: titled,
    showGridLines: titled,
    gridStyle: 'default',
    columns: widths.map((width) => ({ width })),
    rows: [...head, ...body],
  };
}

function row(cells: readonly Element[]): Element {
  return { type: 'TableRow', cells: cells.map((cell) => ({ type: 'TableCell', items: [cell] })) };
}

/** Label and value side by side. */
export function pair(label: string, value: string): Element {
  return {
    type: 'ColumnSet',
    spacing: 'small',
    columns: [
      { type: 'Column', width: 1, items: [line(label, { isSubtle: true })] },
      { type: 'Column', width: 2, items: [line(value)] },
    ],
  };
}

/** A control that is answered in place (Universal Actions). */
export function execute(
  title: string,
  verb: string,
  data: Json,
  style: 'default' | 'positive' | 'destructive' = 'default',
): Element {
  const shown = within(title.trim() === '' ? '–' : title, LIMITS.actionTitle);
  return { type: 'Action.Execute', title: shown, verb, data, ...(style === 'default' ? {} : { style }) };
}

/** Controls in one row; those past the sixth are in its menu. */
export function actionSet(actions: readonly Element[]): Element {
  const placed = actions
    .slice(0, LIMITS.actions)
    .map((action, place): Element =>
      place < LIMITS.primaryActions ? action : { ...action, mode: 'secondary' },
    );
  return { type: 'ActionSet', actions: placed };
}

export function card(
  body: readonly Element[],
  more: {
    readonly fallbackText: string;
    readonly speak?: string;
    readonly lang: string;
    readonly refresh?: Json;
  },
): Card {
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: LIMITS.version,
    ...more,
    msteams: { width: 'Full' },
    body,
  };
}
