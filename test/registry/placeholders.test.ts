import { describe, expect, it } from 'vitest';
import { skills } from '../../skills/index.js';
import { targetHeld } from '../../src/contracts/holding.js';
import { LOCALES } from '../../src/contracts/message.js';
import { OUTCOME_CODES, refuse } from '../../src/contracts/outcome.js';
import { createRegistry } from '../../src/registry/index.js';
import { renderRefusal } from '../../src/registry/render.js';
import { LABEL_KEYS } from '../../src/registry/replies.js';
import { aDraft } from '../fakes/drafts.js';

/** `{name}` and `{name:을/를}`, the way templates write them. */
const PLACEHOLDER = /\{\w[\w.]*(?::[^}"]+)?\}/;
const registry = createRegistry(skills);
const holder = {
  ...aDraft(),
  number: 42,
  outcomes: [],
  evidence: [],
  cancelRequestedBy: null,
  startedAt: null,
  endedAt: null,
  heartbeatAt: null,
};

/** Whatever a refusal knows of itself: everything, or nothing at all. */
const PARAMS = [
  {},
  { service: 'checkout' },
  { service: 'checkout', environment: 'staging', version: '1.4.2' },
];

describe.each(LOCALES)('in %s no placeholder is left', (locale) => {
  it.each(skills.map((skill) => [skill.id, skill] as const))('in any refusal by %s', (_id, skill) => {
    const phrases = skill.phrases[locale];
    const own = Object.keys(phrases.replies).filter((key) => key.startsWith('action.'));
    const slots = { service: 'checkout', environment: 'staging' };
    const actions = [...LABEL_KEYS, ...own].map((label) => ({ label, intent: skill.id, slots }));
    for (const code of OUTCOME_CODES) {
      for (const params of PARAMS) {
        const reply = renderRefusal(refuse(code, params, { actions }), locale, phrases, registry);
        expect(JSON.stringify(reply), code).not.toMatch(PLACEHOLDER);
      }
    }
  });

  it.each(['deploy', 'rollback', 'scale', 'restart', 'resume'])('when %s finds its target held', (intent) => {
    for (const status of ['running', 'cancelled'] as const) {
      for (const skill of ['deploy', 'rollback', 'scale', 'restart', 'resume']) {
        const phrases = registry.skill(intent)?.phrases[locale];
        const refusal = targetHeld({ ...holder, status, skill }, intent);
        const text = JSON.stringify(renderRefusal(refusal, locale, phrases, registry));
        expect(text).not.toMatch(PLACEHOLDER);
        expect(text).toContain('#42');
      }
    }
  });
});
