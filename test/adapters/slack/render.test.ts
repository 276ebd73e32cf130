import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { homeView } from '../../../adapters/slack/home.js';
import { askView, slotView } from '../../../adapters/slack/modal.js';
import { withChannelNames } from '../../../adapters/slack/channels.js';
import { renderReply } from '../../../adapters/slack/render.js';
import { LOCALES } from '../../../src/contracts/message.js';
import { replySchema, type Reply } from '../../../src/contracts/reply.js';
import { messageProblems, viewProblems } from '../../fakes/slack-limits.js';
import { FORMS, formed } from '../terminal/forms.js';
import { aReply } from '../../fakes/drafts.js';

const names = Object.keys(FORMS);
const at = { platform: 'slack', id: 'COPS', tenant: 'default' };

describe('every form of reply as Block Kit [SLACK-1]', () => {
  it.each(names.flatMap((name) => LOCALES.map((locale) => [name, locale] as const)))(
    '%s in %s',
    async (name, locale) => {
      const { text, blocks } = renderReply(formed(name, locale));
      expect(messageProblems({ text, blocks })).toEqual([]);
      const golden = `../../fixtures/slack/${name}.${locale}.json`;
      await expect(`${JSON.stringify({ text, blocks }, null, 2)}\n`).toMatchFileSnapshot(golden);
    },
  );

  it('there is one of every kind of block', () => {
    const kinds = replySchema.shape.blocks.element.options.map(({ shape }) => shape.kind.value);
    const formed = Object.values(FORMS).flatMap(({ en }) => en.blocks.map(({ kind }) => kind));
    expect([...new Set(formed)].toSorted()).toEqual([...kinds].toSorted());
  });

  it.each(LOCALES)('a question, its form, the form of the shortcuts and Home in %s', async (locale) => {
    const question = aReply(locale === 'ko' ? '어느 서비스인가요?' : 'Which service?', {
      ...{ locale, code: 'awaiting_answer', tone: 'question', expects: 'slot', slot: 'service' },
    });
    const { text, blocks } = renderReply(question);
    const plan = formed('plan', locale);
    const home = { running: [formed('progress', locale)], approvals: [plan], attention: [plan] };
    const views = {
      form: slotView(question.title, locale, { slot: 'service', at }),
      ask: askView(locale, { slot: '', at }),
      home: homeView(home, 'UADA', locale),
    };
    expect(messageProblems({ text, blocks })).toEqual([]);
    expect(Object.values(views).flatMap(viewProblems)).toEqual([]);
    const golden = `../../fixtures/slack/views.${locale}.json`;
    await expect(
      `${JSON.stringify({ question: { text, blocks }, ...views }, null, 2)}\n`,
    ).toMatchFileSnapshot(golden);
  });

  it.each(LOCALES)('Home with what skills bring, below what waits for the person, in %s', async (locale) => {
    const sections = [
      { title: locale === 'ko' ? '지금 고장 난 곳' : 'What is broken', reply: formed('failure', locale) },
      {
        title: locale === 'ko' ? '실패한 파이프라인' : 'Pipelines that fail',
        reply: formed('table', locale),
      },
    ];
    const own = { running: [], approvals: [formed('plan', locale)], attention: [] };
    const view = homeView({ ...own, sections }, 'UADA', locale);
    expect(viewProblems(view)).toEqual([]);
    const golden = `../../fixtures/slack/home.${locale}.json`;
    await expect(`${JSON.stringify(view, null, 2)}\n`).toMatchFileSnapshot(golden);
  });

  it('Home keeps what waits for the person and says that there is more when skills bring too much', () => {
    const approvals = [formed('plan', 'en')];
    const section = { title: 'What is broken', reply: formed('failure', 'en') };
    const sections = Array.from({ length: 60 }, () => section);
    const view = homeView({ running: [], approvals, attention: [], sections }, 'UADA', 'en');
    expect(viewProblems(view)).toEqual([]);
    expect(view.blocks).toHaveLength(100);
    expect(JSON.stringify(view.blocks.slice(0, 3))).toContain('Waiting for your approval');
    expect(JSON.stringify(view.blocks.at(-2))).toContain('There is more than fits here.');
    expect(JSON.stringify(view.blocks.at(-1))).toContain('What can I do?');
  });

  it('a question for a slot brings the button that opens its form', () => {
    const { blocks } = renderReply(aReply('Which service?', { expects: 'slot', slot: 'service' }));
    expect(JSON.stringify(blocks)).toContain('coxswain:form');
  });

  it('long output becomes a file, its beginning and a note stay in the message', () => {
    const content = Array.from({ length: 400 }, (_, line) => `line ${line}`).join('\n');
    const { blocks, files } = renderReply(aReply('Logs', { blocks: [{ kind: 'code', text: content }] }));
    expect(files).toEqual([{ name: 'output-1.txt', content }]);
    expect(JSON.stringify(blocks)).toContain('line 19');
    expect(JSON.stringify(blocks)).not.toContain('line 20');
  });

  it('channels are shown by their name, nothing else in angle brackets is', () => {
    const text = JSON.stringify(renderReply(aReply('Posted in <#C0SHOP>, not in <#here> or <@UADA>')).blocks);
    expect(text).toContain('in <#C0SHOP>, not in &lt;#here&gt; or &lt;@UADA&gt;');
  });

  it('a table that is wider than Slack’s window is a list of its rows, whole where others would be cut', () => {
    const wide = 'put a version of a service into an environment, and watch it to the end';
    const rows = Array.from({ length: 25 }, (_, row) => [`skill-${row}`, wide, '', `say *${row}*`]);
    const columns = ['Command', 'What it does', 'Note', 'Say for example'];
    const { blocks, files } = renderReply(aReply('Help', { blocks: [{ kind: 'table', columns, rows }] }));
    expect(files).toEqual([]);
    const shown = JSON.stringify(blocks);
    expect(shown).not.toContain('```');
    expect(shown).toContain(`*skill-0* · ${wide} · say \u200b*\u200b0\u200b*\u200b`);
    expect(shown).toContain('*skill-24*');
  });

  it('a notification mentions nobody either', () => {
    expect(renderReply(aReply('<!channel> & <#C0SHOP>')).text).toBe('&lt;!channel&gt; &amp; <#C0SHOP>');
  });

  it('channels stand by name where Slack shows no mentions: in tables, code and paragraphs', async () => {
    const asked: string[] = [];
    const people = {
      channelName: (id: string) => {
        asked.push(id);
        return Promise.resolve(id === 'C0SHOP' ? 'shop' : id);
      },
    };
    const reply = aReply('Posted in <#C0SHOP>', {
      blocks: [
        { kind: 'table', columns: ['Where'], rows: [['<#C0SHOP>'], ['<#C0GONE>']] },
        { kind: 'text', text: '1: daily in <#C0SHOP>' },
        { kind: 'fields', fields: [{ label: 'Where', value: '<#C0SHOP>' }] },
      ],
    });
    const { blocks } = renderReply(await withChannelNames(reply, people));
    const shown = JSON.stringify(blocks);
    expect(shown).toContain('Where\\n#shop\\n#C0GONE');
    expect(shown).toContain('1: daily in #shop');
    expect(shown.match(/<#C0SHOP>/g)).toHaveLength(2);
    expect(asked).toEqual(['C0SHOP', 'C0GONE']);
    expect(await withChannelNames(aReply('Nothing in <#C0SHOP>'), people)).toEqual(
      aReply('Nothing in <#C0SHOP>'),
    );
  });

  it('nothing from outside mentions people, makes links or leaves its frame', () => {
    const hostile = '<!channel> <@UADA> <https://evil|here> ``` *bold* & _all_';
    const { blocks } = renderReply(
      aReply(hostile, {
        blocks: [
          { kind: 'code', text: hostile },
          { kind: 'fields', fields: [{ label: hostile, value: hostile }] },
        ],
      }),
    );
    const marked = JSON.stringify(blocks);
    expect(marked).not.toMatch(/<[!@h]/);
    expect(marked.match(/```/g)).toHaveLength(2);
  });
});

describe('whatever the bot says, Slack takes it [SLACK-1]', () => {
  const text = fc.oneof(
    fc.string({ maxLength: 100 }),
    fc.string({ maxLength: 9_000 }),
    fc.constantFrom(
      '',
      ' ',
      '\n',
      '&'.repeat(4_000),
      '```',
      '`'.repeat(3_000),
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
      fields: fc.array(fc.record({ label: text, value: text }), { maxLength: 25 }),
    }),
    fc.record({
      kind: fc.constant('table'),
      columns: fc.array(text, { maxLength: 5 }),
      rows: fc.array(fc.array(text, { maxLength: 5 }), { maxLength: 60 }),
    }),
    fc.record({
      kind: fc.constant('progress'),
      label: text,
      done: fc.nat(9),
      total: fc.nat(9),
      detail: text,
      state: fc.constantFrom('waiting', 'running', 'done', 'failed', 'paused'),
    }),
    fc.record({
      kind: fc.constant('chart'),
      title: text,
      unit: text,
      points: fc.array(fc.integer(), { maxLength: 200 }),
    }),
    fc.record({ kind: fc.constant('actions'), actions: fc.array(action, { maxLength: 40 }) }),
    fc.record({
      kind: fc.constant('file'),
      name: fc.constant('a.log'),
      mediaType: fc.constant('text/plain'),
      content: text,
    }),
  );
  const reply = fc
    .record({
      code: fc.constant('answered'),
      locale: fc.constantFrom('en', 'ko'),
      tone: fc.constantFrom('info', 'success', 'warning', 'danger', 'question'),
      title: text,
      speech: fc.constant(''),
      blocks: fc.array(block, { maxLength: 60 }),
      expects: fc.constantFrom('nothing', 'slot', 'choice', 'confirm'),
      slot: fc.constant('service'),
      sandbox: fc.boolean(),
    })
    .map((draft): Reply => replySchema.parse(draft));

  it('as a message, wherever it is shown', () => {
    fc.assert(
      fc.property(reply, fc.boolean(), (each, elsewhere) => {
        const { text: fallback, blocks } = renderReply(each, elsewhere ? at : undefined);
        expect(messageProblems({ text: fallback, blocks })).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('as App Home', () => {
    fc.assert(
      fc.property(fc.array(reply, { maxLength: 6 }), (replies) => {
        const view = homeView(
          {
            ...{ running: replies, approvals: replies.slice(0, 2), attention: [] },
            sections: replies.map((each) => ({ title: each.title, reply: each })),
          },
          'UADA',
          'ko',
        );
        expect(viewProblems(view)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it('as a form', () => {
    fc.assert(
      fc.property(text, fc.constantFrom('service', 'version', 'replicas'), (question, slot) => {
        const form = { slot, at };
        expect([
          ...viewProblems(slotView(question, 'en', form)),
          ...viewProblems(askView('ko', form)),
        ]).toEqual([]);
      }),
    );
  });
});
