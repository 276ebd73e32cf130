import { describe, expect, it } from 'vitest';
import { messageProblems, viewProblems } from '../../fakes/slack-limits.js';

/** The validator that stands for Slack must be able to say no: for each limit, what just fits and what just doesn't. */
const plain = (length: number) => ({ type: 'plain_text', text: 'x'.repeat(length) });
const times = (count: number, make: (index: number) => object) =>
  Array.from({ length: count }, (_, index) => make(index));
const section = (length: number) => ({ type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(length) } });
const button = (change: object = {}) => ({
  type: 'button',
  text: plain(5),
  action_id: 'a',
  value: 'v',
  ...change,
});
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const select = (options: readonly object[]) =>
  actions({ type: 'static_select', action_id: 's', placeholder: plain(9), options });
const option = (change: object = {}) => ({ text: plain(5), value: 'v', ...change });
const external = (change: object = {}) => ({ type: 'external_select', action_id: 's', ...change });

type Sized = (size: number) => readonly object[];
const BLOCKS: readonly [string, number, Sized][] = [
  ['blocks in a message', 50, (size) => times(size, () => ({ type: 'divider' }))],
  ['letters in a section', 3000, (size) => [section(size)]],
  ['fields in a section', 10, (size) => [{ type: 'section', fields: times(size, () => plain(3)) }]],
  ['letters in a field', 2000, (size) => [{ type: 'section', fields: [plain(size)] }]],
  ['letters in a header', 150, (size) => [{ type: 'header', text: plain(size) }]],
  ['elements of a context', 10, (size) => [{ type: 'context', elements: times(size, () => plain(3)) }]],
  ['letters in a note', 2000, (size) => [{ type: 'context', elements: [plain(size)] }]],
  [
    'controls in a row',
    25,
    (size) => [actions(...times(size, (index) => button({ action_id: `a${index}` })))],
  ],
  ['letters on a button', 75, (size) => [actions(button({ text: plain(size) }))]],
  ['letters in a button’s value', 2000, (size) => [actions(button({ value: 'x'.repeat(size) }))]],
  ['letters in an action’s id', 255, (size) => [actions(button({ action_id: 'x'.repeat(size) }))]],
  ['letters in a block’s id', 255, (size) => [{ type: 'divider', block_id: 'x'.repeat(size) }]],
  ['options in a select', 100, (size) => [select(times(size, () => option()))]],
  ['letters in an option', 75, (size) => [select([option({ text: plain(size) })])]],
  ['letters in an option’s value', 150, (size) => [select([option({ value: 'x'.repeat(size) })])]],
  ['letters in a placeholder', 150, (size) => [actions(external({ placeholder: plain(size) }))]],
];
const view = (change: object = {}) => ({ type: 'modal', title: plain(5), blocks: [], ...change });
const input = (change: object = {}) => ({ type: 'input', label: plain(5), element: external(), ...change });
const VIEWS: readonly [string, number, (size: number) => object][] = [
  ['blocks in a view', 100, (size) => view({ blocks: times(size, () => ({ type: 'divider' })) })],
  ['letters in a view’s title', 24, (size) => view({ title: plain(size) })],
  ['letters in its send button', 24, (size) => view({ submit: plain(size) })],
  ['letters in its close button', 24, (size) => view({ close: plain(size) })],
  ['letters in its private metadata', 3000, (size) => view({ private_metadata: 'x'.repeat(size) })],
  ['letters in its callback id', 255, (size) => view({ callback_id: 'x'.repeat(size) })],
  [
    'letters in the beginning of an input',
    3000,
    (size) => {
      const element = { type: 'plain_text_input', action_id: 'a', initial_value: 'x'.repeat(size) };
      return view({ blocks: [input({ element })] });
    },
  ],
  ['letters in a label', 2000, (size) => view({ blocks: [input({ label: plain(size) })] })],
];

describe('the validator of Slack’s limits [SLACK-1]', () => {
  it.each(BLOCKS)('%s: %i and no more', (_what, limit, make) => {
    expect(messageProblems({ text: 'x', blocks: make(limit) })).toEqual([]);
    expect(messageProblems({ text: 'x', blocks: make(limit + 1) })).not.toEqual([]);
  });

  it.each(VIEWS)('%s: %i and no more', (_what, limit, make) => {
    expect(viewProblems(make(limit))).toEqual([]);
    expect(viewProblems(make(limit + 1))).not.toEqual([]);
  });

  it('a message has at most 40000 letters', () => {
    expect(messageProblems({ text: 'x'.repeat(40_000) })).toEqual([]);
    expect(messageProblems({ text: 'x'.repeat(40_001) })).not.toEqual([]);
  });

  it.each<[string, object]>([
    ['an empty text', section(0)],
    ['a section with nothing in it', { type: 'section' }],
    ['a row without controls', actions()],
    ['a select without options', select([])],
    ['a style that Slack has not', actions(button({ style: 'plain' }))],
    ['the same action twice in a row', actions(button(), button())],
    ['a block that Slack has not', { type: 'banner' }],
  ])('%s is refused', (_what, block) => {
    expect(messageProblems({ text: 'x', blocks: [block] })).not.toEqual([]);
  });

  it('the same block id twice is refused', () => {
    const twice = { type: 'divider', block_id: 'b' };
    expect(messageProblems({ text: 'x', blocks: [twice, twice] })).not.toEqual([]);
  });
});
