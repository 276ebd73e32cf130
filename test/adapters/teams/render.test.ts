import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answeredCard } from '../../../adapters/teams/form.js';
import { renderReply, type Around } from '../../../adapters/teams/render.js';
import { LOCALES, type Locale } from '../../../src/contracts/message.js';
import { replySchema, type Reply } from '../../../src/contracts/reply.js';
import { aReply } from '../../fakes/drafts.js';
import { cardProblems, MESSAGE_BYTES } from '../../fakes/teams-limits.js';
import { FORMS, formed } from '../terminal/forms.js';

const services = ['checkout', 'payments-api', 'cart'].map((name) => ({ value: name, label: name }));

/** What only Teams has: forms on the card, a card that asks for its newest state, an answered question. */
const OWN: Readonly<Record<string, (locale: Locale) => readonly [Reply, Around]>> = {
  'form-list': (locale) => [
    aReply(locale === 'en' ? 'Which service?' : '어느 서비스인가요?', {
      locale,
      tone: 'question',
      expects: 'slot',
      slot: 'service',
    }),
    { choices: services },
  ],
  'form-typed': (locale) => [
    aReply(locale === 'en' ? 'How many replicas?' : '복제본을 몇 개로 할까요?', {
      locale,
      tone: 'question',
      expects: 'slot',
      slot: 'replicas',
    }),
    {},
  ],
  'form-version': (locale) => [
    aReply(locale === 'en' ? 'Which version?' : '어떤 버전인가요?', {
      locale,
      tone: 'question',
      expects: 'slot',
      slot: 'version',
    }),
    { choices: [{ value: '1.4.2', label: '1.4.2' }] },
  ],
  changing: (locale) => [formed('progress', locale), { changing: true }],
};

const golden = (name: string, locale: Locale) => `../../fixtures/teams/${name}.${locale}.json`;
const written = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
const each = (names: readonly string[]) =>
  names.flatMap((name) => LOCALES.map((locale) => [name, locale] as const));

describe('every form of reply as an Adaptive Card [CHANNELS-4]', () => {
  it.each(each(Object.keys(FORMS)))('%s in %s', async (name, locale) => {
    const rendered = renderReply(formed(name, locale));
    expect(cardProblems(rendered.card)).toEqual([]);
    await expect(written(rendered)).toMatchFileSnapshot(golden(name, locale));
  });

  it.each(each(Object.keys(OWN)))('%s in %s', async (name, locale) => {
    const [reply, around] = OWN[name]?.(locale) ?? [formed('plan', locale), {}];
    const rendered = renderReply(reply, around);
    expect(cardProblems(rendered.card)).toEqual([]);
    await expect(written(rendered)).toMatchFileSnapshot(golden(name, locale));
  });

  it.each(LOCALES)('an answered question in %s', async (locale) => {
    const card = answeredCard(locale === 'en' ? 'Which service?' : '어느 서비스인가요?', 'checkout', locale);
    expect(cardProblems(card)).toEqual([]);
    await expect(written(card)).toMatchFileSnapshot(golden('answered', locale));
  });
});

describe('choices', () => {
  const asked = (count: number) => {
    const names = Array.from({ length: count }, (_, index) => `service-${index + 1}`);
    const actions = names.map((name) => ({
      ...{ label: name, say: name, style: 'plain' as const },
      command: { intent: 'deploy', slots: { service: name } },
    }));
    const choices = names.map((name) => ({ value: name, label: name }));
    const more = { tone: 'question', expects: 'slot', slot: 'service' } as const;
    const reply = aReply('Which service?', { ...more, blocks: [{ kind: 'actions', actions }] });
    return JSON.stringify(renderReply(reply, { choices }).card);
  };

  it('up to six are buttons too; more are only in the list', () => {
    expect(asked(6).match(/coxswain\.press/g)).toHaveLength(6);
    expect(asked(7)).not.toContain('coxswain.press');
    expect(asked(7)).toContain('"value":"service-7"');
  });
});

describe('the limits of Teams [CHANNELS-4]', () => {
  const button = (label: string) => ({
    ...{ label, say: label, style: 'plain' as const },
    command: { intent: 'status', slots: {} },
  });

  it('a seventh button goes into the menu of its row, a twenty-first is left out', () => {
    const actions = Array.from({ length: 25 }, (_, index) => button(`Button ${index + 1}`));
    const { card } = renderReply(aReply('Many', { blocks: [{ kind: 'actions', actions }] }));
    expect(cardProblems(card)).toEqual([]);
    const text = JSON.stringify(card);
    expect(text.match(/"mode":"secondary"/g)).toHaveLength(14);
    expect(text).toContain('Button 20');
    expect(text).not.toContain('Button 21');
  });

  it('a title of a button is cut at sixty letters, an empty one is a dash', () => {
    const { card } = renderReply(
      aReply('Long', { blocks: [{ kind: 'actions', actions: [button('x'.repeat(90)), button(' ')] }] }),
    );
    expect(cardProblems(card)).toEqual([]);
    expect(JSON.stringify(card)).toContain(`"${'x'.repeat(59)}…"`);
    expect(JSON.stringify(card)).toContain('"title":"–"');
  });

  it('a table keeps six columns and thirty rows, and says how many more there are', () => {
    const columns = Array.from({ length: 9 }, (_, index) => `column ${index + 1}`);
    const rows = Array.from({ length: 45 }, (_, row) => columns.map((_name, at) => `${row}.${at}`));
    const { card } = renderReply(
      aReply('Table', { blocks: [{ kind: 'table', columns: columns.slice(0, 2), rows }] }),
    );
    expect(cardProblems(card)).toEqual([]);
    expect(JSON.stringify(card)).toContain('… and 15 more lines');
    const wide = renderReply(
      aReply('Table', { blocks: [{ kind: 'table', columns, rows: rows.slice(0, 2) }] }),
    );
    expect(cardProblems(wide.card)).toEqual([]);
    expect(JSON.stringify(wide.card)).not.toContain('column 7');
  });

  it('a list has a hundred choices at most, none that is empty or too long', () => {
    const choices = Array.from({ length: 130 }, (_, index) => ({ value: `service-${index}`, label: '' }));
    const odd = [
      { value: '', label: 'none' },
      { value: 'y'.repeat(151), label: 'long' },
    ];
    const reply = aReply('Which?', { expects: 'slot', slot: 'service' });
    const { card } = renderReply(reply, { choices: [...odd, ...choices] });
    expect(cardProblems(card)).toEqual([]);
    expect(JSON.stringify(card).match(/"value":"service-/g)).toHaveLength(100);
  });

  it('long output keeps its beginning and says how much is left', () => {
    const content = Array.from({ length: 400 }, (_, line) => `line ${line + 1}`).join('\n');
    const { card } = renderReply(aReply('Log', { blocks: [{ kind: 'code', text: content }] }));
    expect(JSON.stringify(card)).toContain('line 60');
    expect(JSON.stringify(card)).not.toContain('line 61');
    expect(JSON.stringify(card)).toContain('… and 340 more lines');
  });

  it('a message of 28 KB is never exceeded; its controls stay', () => {
    const text = '가나다 '.repeat(3_000);
    const blocks = [
      ...Array.from({ length: 12 }, () => ({ kind: 'text' as const, text })),
      { kind: 'actions' as const, actions: [button('Confirm')] },
    ];
    const rendered = renderReply(aReply('Long', { blocks }));
    expect(2 * JSON.stringify(rendered).length).toBeLessThan(MESSAGE_BYTES);
    expect(JSON.stringify(rendered.card)).toContain('"title":"Confirm"');
    const endless = renderReply(
      aReply('Long', { blocks: Array.from({ length: 900 }, () => ({ kind: 'text' as const, text })) }),
    );
    expect(2 * JSON.stringify(endless).length).toBeLessThan(MESSAGE_BYTES);
    expect(JSON.stringify(endless.card)).toContain('shortened');
  });

  it('nothing from outside becomes a link, a style or a mention: runs know no Markdown', () => {
    const hostile = '[evil](https://evil) **bold** <at>Ada</at> # title\n- item';
    const { card } = renderReply(
      aReply(hostile, {
        blocks: [
          { kind: 'text', text: hostile },
          { kind: 'fields', fields: [{ label: hostile, value: hostile }] },
        ],
      }),
    );
    expect(JSON.stringify(card)).not.toMatch(/"TextBlock"|"FactSet"|"msteams":\{[^}]*entities/);
  });
});

describe('whatever the bot says, Teams takes it [CHANNELS-4]', () => {
  const text = fc.oneof(
    fc.string({ maxLength: 100 }),
    fc.string({ maxLength: 9_000 }),
    fc.constantFrom(
      '',
      ' ',
      '\n',
      '"'.repeat(4_000),
      '\\'.repeat(4_000),
      '🚢'.repeat(2_000),
      '가'.repeat(5_000),
    ),
  );
  const action = fc.record({
    label: text,
    say: text,
    command: fc.record({
      intent: fc.constant('deploy'),
      slots: fc.dictionary(fc.constantFrom('service', 'version'), text),
    }),
    style: fc.constantFrom('primary', 'danger', 'plain'),
  });
  const block = fc.oneof(
    fc.record({ kind: fc.constantFrom('text', 'warning', 'code'), text }),
    fc.record({
      kind: fc.constant('fields'),
      fields: fc.array(fc.record({ label: text, value: text }), { maxLength: 30 }),
    }),
    fc.record({ kind: fc.constant('actions'), actions: fc.array(action, { maxLength: 30 }) }),
    fc.record({ kind: fc.constant('file'), name: text, mediaType: fc.constant('text/plain'), content: text }),
    fc.record({
      ...{
        kind: fc.constant('progress'),
        label: text,
        detail: text,
        state: fc.constantFrom('waiting', 'running', 'done', 'failed', 'paused'),
      },
      ...{ done: fc.nat(), total: fc.nat() },
    }),
    fc.record({
      kind: fc.constant('chart'),
      title: text,
      unit: text,
      points: fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 90 }),
    }),
    fc
      .tuple(fc.array(text, { maxLength: 9 }), fc.array(fc.array(text, { maxLength: 9 }), { maxLength: 40 }))
      .map(([columns, rows]) => ({ kind: 'table', columns, rows })),
  );
  const reply = fc
    .record({
      code: fc.constant('answered'),
      locale: fc.constantFrom(...LOCALES),
      tone: fc.constantFrom('info', 'success', 'warning', 'danger', 'question'),
      ...{ title: text, speech: text, blocks: fc.array(block, { maxLength: 20 }) },
      ...{
        sandbox: fc.boolean(),
        expects: fc.constantFrom('nothing', 'slot', 'choice'),
        slot: fc.constantFrom('service', 'version'),
      },
    })
    .map((draft) => replySchema.parse(draft));

  it('as a card within every limit', () => {
    fc.assert(
      fc.property(reply, fc.boolean(), (said, changing) => {
        const rendered = renderReply(said, { choices: services, changing });
        expect(cardProblems(rendered.card)).toEqual([]);
        expect(2 * JSON.stringify(rendered).length).toBeLessThan(MESSAGE_BYTES);
      }),
      { numRuns: 150 },
    );
  });
});
