import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { renderReply } from '../../../adapters/terminal/index.js';
import { digestSkill } from '../../../skills/digest/index.js';
import { digestSources } from '../../../skills/digest-sources.js';
import { LOCALES, type Locale } from '../../../src/contracts/message.js';
import { createAloud } from '../../../src/outbox/aloud.js';
import { sandboxCatalogue } from '../../../src/sandbox/catalogue.js';
import { ask } from '../asking.js';
import { CASES } from './cases.js';

const digest = digestSkill(digestSources({ secrets: false }));
const aloud = createAloud(() => ({
  services: sandboxCatalogue.services,
  environments: sandboxCatalogue.environments.map(({ name, aliases }) => ({ name, aliases, spoken: [] })),
}));
const fixtures = join(import.meta.dirname, '../../fixtures/digest');

/** A calm voice says 150 English words a minute, and five Korean syllables a second; a Latin word has about three. */
function seconds(said: string, locale: Locale): number {
  const words = said.split(/[\s-]+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  if (locale === 'en') return words.length / 2.5;
  const syllables = said.match(/\p{Script=Hangul}/gu)?.length ?? 0;
  return (syllables + 3 * words.filter((word) => /[A-Za-z]/.test(word)).length) / 5;
}

const each = Object.keys(CASES).flatMap((name) => LOCALES.map((locale) => [name, locale] as const));

describe('a digest of', () => {
  it.each(each)('%s in %s, as it is read and as it is said', async (name, locale) => {
    const reply = await ask(digest, { ...CASES[name], locale });
    const read = renderReply(reply, { colors: false, fancy: false, width: 110 });
    const said = aloud(reply.speech, locale);
    const text = [...read, '', `Aloud (${Math.round(seconds(said, locale))} s): ${said}`, ''].join('\n');
    expect(text).not.toMatch(/undefined|NaN|\{\w+\}/);
    await expect(text).toMatchFileSnapshot(join(fixtures, `${name}.${locale}.txt`));
  });

  it.each(each)('%s in %s is said in half a minute, in two sentences', async (name, locale) => {
    const reply = await ask(digest, { ...CASES[name], locale });
    const said = aloud(reply.speech, locale);
    expect(seconds(said, locale)).toBeLessThanOrEqual(30);
    expect(said.split(/(?<=[.!?])\s/u).length).toBeLessThanOrEqual(2);
    // Nothing was cut off: the last word that was written is said.
    expect(said).toMatch(/[.!?]$/);
  });

  it('a place that is all well is one line', async () => {
    const reply = await ask(digest, { ...CASES['nothing-to-report'] });
    expect(reply.title).toBe('production: all 2 healthy, nothing to report');
    expect(reply.blocks).toEqual([]);
  });

  it('a place that could not be read is never called well', async () => {
    const silent = await ask(digest, { ...CASES['a-cluster-that-is-silent'] });
    expect(silent).toMatchObject({ tone: 'warning' });
    for (const text of [silent.title, silent.speech]) {
      expect(text).toContain('backup');
      expect(text).not.toContain('nothing to report');
    }
    const blind = await ask(digest, { ...CASES['records-that-cannot-be-read'] });
    expect(blind.title).not.toContain('nothing to report');
  });

  it('a set of services leaves everything else out', async () => {
    const reply = await ask(digest, { ...CASES['some-services'] });
    expect(JSON.stringify(reply)).not.toMatch(/payments|frontend|ad-service/);
  });
});
