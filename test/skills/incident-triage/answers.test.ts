import { describe, expect, it } from 'vitest';
import type { Locale } from '../../../src/contracts/message.js';
import type { ReplyBlock } from '../../../src/contracts/reply.js';
import { replySchema } from '../../../src/contracts/reply.js';
import { triageReply } from '../../../skills/incident-triage/replies.js';
import { NOON } from '../../fakes/drafts.js';
import { production } from '../asking.js';
import { CLUSTER_CASES } from './cluster-cases.js';
import { INCIDENTS } from './incidents.js';
import { examine, type Scene } from './objects.js';
import { POD_CASES } from './pod-cases.js';

function answer(name: string, scene: Scene, locale: Locale): string {
  const [target = { cluster: 'lab', namespace: 'shop' }] = production.targets;
  const place = { environment: production, target };
  const facts = {
    plan: { places: [place], service: undefined },
    examined: [{ state: 'read' as const, place, report: examine(scene) }],
    now: NOON,
  };
  const reply = replySchema.parse(triageReply(facts, locale));
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

const modes = Object.entries({ ...POD_CASES, ...CLUSTER_CASES }).map(
  ([mode, { shows }]) => [mode, shows] as const,
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

  it('aloud: at most two sentences, no markup', () => {
    for (const [mode, scene] of modes) {
      const spoken = answer(mode, scene, locale).split('🔊 ')[1]?.trim() ?? '';
      const sentences = spoken.split(/[.!?](?=\s|$)/).filter((part) => part.trim() !== '');
      expect(sentences.length, spoken).toBeLessThanOrEqual(2);
      expect(spoken).not.toMatch(/[{}*_`|]|undefined/);
    }
  });
});
