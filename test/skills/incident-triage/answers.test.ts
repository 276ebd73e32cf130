import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Locale } from '../../../src/contracts/message.js';
import { pagesOf } from '../../../src/pipeline/pages.js';
import type { Reply, ReplyBlock } from '../../../src/contracts/reply.js';
import { replySchema } from '../../../src/contracts/reply.js';
import { MODES } from '../../../skills/incident-triage/modes.js';
import { causeSentence, causeSpeech, causeText } from '../../../skills/incident-triage/wording.js';
import { triageReply } from '../../../skills/incident-triage/replies.js';
import { NOON } from '../../fakes/drafts.js';
import { production } from '../asking.js';
import { CLUSTER_CASES } from './cluster-cases.js';
import { INCIDENTS } from './incidents.js';
import { ago, app, examine, service, type Scene } from './objects.js';
import { POD_CASES } from './pod-cases.js';

function replyTo(scene: Scene, locale: Locale): Reply {
  const [target = { cluster: 'lab', namespace: 'shop' }] = production.targets;
  const place = { environment: production, target };
  const facts = {
    plan: { places: [place], service: undefined },
    examined: [{ state: 'read' as const, place, report: examine(scene) }],
    now: NOON,
  };
  return replySchema.parse(triageReply(facts, locale));
}

function answer(name: string, scene: Scene, locale: Locale): string {
  const reply = replyTo(scene, locale);
  return [`## ${name}`, '', reply.title, ...reply.blocks.map(plain), `🔊 ${reply.speech}`, ''].join('\n');
}

function plain(block: ReplyBlock): string {
  switch (block.kind) {
    case 'text':
    case 'warning':
      return block.text;
    case 'code':
      return block.text.replace(/^/gm, '    ');
    case 'actions':
      return block.actions.map(({ label, say }) => `[${label}] ${say}`).join('\n');
    default:
      return block.kind;
  }
}

/** Where the scene of a mode shows it as a symptom: one in which it is all that can be said. */
const ALONE: Readonly<Record<string, Scene>> = {
  ServiceNoReadyEndpoints: {
    objects: [
      ...app('cart', { replicas: 1, pod: { ready: false, state: { running: { startedAt: ago(30) } } } }),
      service('cart'),
    ],
  },
};
const modes = Object.entries({ ...POD_CASES, ...CLUSTER_CASES }).map(
  ([mode, { shows }]) => [mode, ALONE[mode] ?? shows] as const,
);

describe.each(['en', 'ko'] as const)('what triage says in %s [TRIAGE-7]', (locale) => {
  it('of every mode', async () => {
    const text = modes.map(([mode, scene]) => answer(mode, scene, locale)).join('\n');
    await expect(text).toMatchFileSnapshot(`../../fixtures/triage/modes.${locale}.md`);
  });

  it('of every composed incident', async () => {
    const text = Object.entries(INCIDENTS)
      .map(([name, scene]) => answer(name, scene, locale))
      .join('\n');
    await expect(text).toMatchFileSnapshot(`../../fixtures/triage/incidents.${locale}.md`);
  });

  it.each(Object.entries(INCIDENTS))(
    'of %s, when asked for more: what was not said, two sentences at a time',
    (_name, scene) => {
      const reply = replyTo(scene, locale);
      const pages = pagesOf(reply, { end: 'END.', youCanSay: (say) => `SAY ${say}.` });
      expect(pages.at(-1)).toMatch(/END\.$/);
      const [worst] = examine(scene).findings;
      if (worst === undefined) throw new Error('an incident has a cause');
      expect(`${reply.speech} ${pages[0] ?? ''}`).toContain(causeSentence(worst, locale));
      for (const page of pages) {
        expect(page).not.toMatch(/:\.|kubectl |undefined/);
        expect(page.split(/[.!?](?=\s|$)/).filter((part) => part.trim() !== '').length).toBeLessThanOrEqual(
          2,
        );
      }
    },
  );

  it.each(MODES)('of %s: reviewed words of its own, in writing and aloud', (mode) => {
    const golden = readFileSync(new URL(`../../fixtures/triage/modes.${locale}.md`, import.meta.url), 'utf8');
    const section = golden.split(/^## /m).find((each) => each.startsWith(`${mode}\n`));
    const scene = modes.find(([each]) => each === mode)?.[1] ?? { objects: [] };
    const finding = examine(scene).findings.find((each) => each.mode === mode);
    if (finding === undefined) throw new Error(`nothing shows ${mode}`);
    const [written = '', spoken = ''] = section?.split('🔊 ') ?? [];
    expect(written).toContain(`production: ${causeText(finding, locale)}`);
    expect(spoken).toContain(causeSpeech(finding, locale));
  });

  it.each(modes)('of %s, aloud: two sentences for ears, no markup, nothing unknown', (mode, scene) => {
    const told = answer(mode, scene, locale);
    const spoken = told.split('🔊 ')[1]?.trim() ?? '';
    const sentences = spoken.split(/[.!?](?=\s|$)/).filter((part) => part.trim() !== '');
    expect(sentences, spoken).toHaveLength(2);
    expect(spoken).not.toMatch(/[{}*_`|()<>=]|undefined|kubectl/);
    expect(spoken.length, spoken).toBeLessThanOrEqual(160);
    expect(told).not.toMatch(/ \?|\(\)|undefined|\{\w+\}/);
  });
});
