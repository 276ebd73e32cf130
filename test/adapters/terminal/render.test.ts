import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { renderReply, type Screen } from '../../../adapters/terminal/index.js';
import { displayWidth } from '../../../adapters/terminal/width.js';
import { replySchema } from '../../../src/contracts/reply.js';
import { FORMS, formed } from './forms.js';

const fixtures = join(import.meta.dirname, '../../fixtures/terminal');
const SCREENS: Readonly<Record<string, Screen>> = {
  colored: { colors: true, fancy: true, width: 80 },
  plain: { colors: false, fancy: false, width: 80 },
};
const ESC = String.fromCharCode(27);
const visible = (lines: readonly string[]) => `${lines.join('\n').replaceAll(ESC, '␛')}\n`;

describe.each(Object.keys(FORMS))('a reply with a %s', (name) => {
  it.each(Object.entries(SCREENS))('%s', async (screen, options) => {
    const both = [
      ...renderReply(formed(name, 'en'), options),
      '',
      ...renderReply(formed(name, 'ko'), options),
    ];
    await expect(visible(both)).toMatchFileSnapshot(join(fixtures, `${name}.${screen}.txt`));
  });
});

it('columns line up although Korean letters are two columns wide', () => {
  const lines = renderReply(formed('table', 'ko'), { colors: false, fancy: true, width: 200 });
  const starts = [lines[1] ?? '', lines[2] ?? '', lines[3] ?? ''].map((line, index) =>
    displayWidth(line.slice(0, line.indexOf(['버전', '1.4.1', '2.3.0'][index] ?? '?'))),
  );
  expect(new Set(starts).size).toBe(1);
});

it('no line of a table is wider than the terminal', () => {
  for (const line of renderReply(formed('table', 'ko'), { colors: false, fancy: true, width: 60 })) {
    expect(displayWidth(line)).toBeLessThanOrEqual(60);
  }
});

it('a screen of 40 columns shows every cell whole, row below row', () => {
  const reply = replySchema.parse({
    ...formed('table', 'en'),
    blocks: [
      {
        kind: 'table',
        columns: ['Service', 'Version', 'Ready', 'State'],
        rows: [
          ['payments-api', '2.3.0', '1/3', 'memory runs out again and again, restarted 12 times'],
          ['checkout', '1.4.1', '3/3', 'healthy'],
        ],
      },
    ],
  });
  const lines = renderReply(reply, { colors: false, fancy: true, width: 40 });
  expect(lines.slice(-9)).toEqual([
    '  payments-api',
    '    Version  2.3.0',
    '    Ready    1/3',
    '    State    memory runs out again and',
    '             again, restarted 12 times',
    '  checkout',
    '    Version  1.4.1',
    '    Ready    3/3',
    '    State    healthy',
  ]);
  const wide = renderReply(reply, { colors: false, fancy: true, width: 100 });
  expect(wide.at(-1)).toMatch(/^ {2}checkout +1\.4\.1 +3\/3 +healthy$/);
});

it('running text is wrapped between words on a terminal and kept whole on a pipe', () => {
  const reply = { ...formed('failure', 'en'), title: `${'word '.repeat(12)}end`, blocks: [] };
  const narrow = renderReply(reply, { colors: false, fancy: true, width: 40 });
  expect(narrow).toEqual(['✖ #42 word word word word word word word', '  word word word word word end']);
  expect(renderReply(reply, { colors: false, fancy: false, width: 40 })).toHaveLength(1);
});

it('a text cannot turn the writing direction to disguise itself', () => {
  const reply = { ...formed('table', 'en'), title: 'user\u202egnp.exe\u2066\u200f' };
  expect(renderReply(reply, { colors: false, fancy: false, width: 80 })[0]).toContain('usergnp.exe');
});

it('a pod cannot send control sequences to the terminal', () => {
  const hostile = `${ESC}]0;owned${String.fromCharCode(7)}${ESC}[2Jcleared\r\nnext\u009b31m${String.fromCharCode(8)}`;
  const reply = replySchema.parse({
    code: 'answered',
    locale: 'en',
    tone: 'info',
    title: hostile,
    speech: '',
    blocks: [
      { kind: 'code', text: hostile },
      { kind: 'table', columns: [hostile], rows: [[hostile]] },
      { kind: 'fields', fields: [{ label: hostile, value: hostile }] },
    ],
  });
  const shown = renderReply(reply, { colors: false, fancy: true, width: 80 }).join('');
  expect(shown).not.toMatch(/\p{Cc}/u);
  expect(shown).toContain('cleared');
  expect(shown).not.toContain('owned');
});

it('breaks what is quoted inside its frame, and leaves a command whole so that it can be copied', () => {
  const quoted = 'event ScalingReplicaSet: Scaled down replica set ad-service-rm48f9fmd2 from 2 to 0';
  const command = 'kubectl -n shop scale deployment/ad-service --replicas=2 --current-replicas=0';
  const reply = {
    ...formed('failure', 'en'),
    blocks: [{ kind: 'code' as const, text: `${quoted}\n${command}` }],
  };
  expect(renderReply(reply, { colors: false, fancy: true, width: 60 }).slice(1)).toEqual([
    '  │ event ScalingReplicaSet: Scaled down replica set',
    '  │ ad-service-rm48f9fmd2 from 2 to 0',
    `  │ ${command}`,
  ]);
  expect(renderReply(reply, { colors: false, fancy: false, width: 60 }).slice(1)).toEqual([
    `    ${quoted}`,
    `    ${command}`,
  ]);
});
