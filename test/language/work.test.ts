import { describe, expect, it } from 'vitest';
import type { CatalogueNames } from '../../src/contracts/catalogue.js';
import { cover } from '../../src/language/cover.js';
import type { NameIndex } from '../../src/language/entities.js';
import { indexNames } from '../../src/language/entities.js';
import { BUILT_IN_INTENTS } from '../../src/language/index.js';
import { buildLexicon } from '../../src/language/lexicon.js';
import { atomize, plainText } from '../../src/language/normalize.js';
import { SHOP_NAMES } from '../fixtures/catalogue.js';

const lexicon = buildLexicon(BUILT_IN_INTENTS);

/** The shop and as many other services, whose names share nothing with what is said. */
function shopWith(count: number): CatalogueNames {
  const others = Array.from({ length: count }, (_, index) => ({
    name: `zz${index}xq`,
    aliases: [],
    spoken: [],
  }));
  return { ...SHOP_NAMES, services: [...SHOP_NAMES.services, ...others] };
}

/** As many services whose names all look and sound alike. */
function alikeShop(count: number): CatalogueNames {
  const services = Array.from({ length: count }, (_, index) => ({
    name: `service-${'ae'.repeat(1 + (index % 7))}-${index}`,
    aliases: [`serv${'i'.repeat(1 + (index % 30))}ce`],
    spoken: [],
  }));
  return { ...SHOP_NAMES, services: [...SHOP_NAMES.services, ...services] };
}

function countingMap<Key, Value>(
  map: ReadonlyMap<Key, readonly Value[]>,
  count: (found: number) => void,
): ReadonlyMap<Key, readonly Value[]> {
  const counted = new Map(map);
  const plainGet = counted.get.bind(counted);
  counted.get = (key) => {
    const found = plainGet(key);
    count(found?.length ?? 0);
    return found;
  };
  return counted;
}

/** How many hash look-ups of names one message takes, and how many names they lead to. */
function work(message: string, index: NameIndex): { readonly reads: number; readonly found: number } {
  let reads = 0;
  let matches = 0;
  const count = (found: number) => {
    reads += 1;
    matches += found;
  };
  const counting: NameIndex = {
    ...index,
    exact: countingMap(index.exact, count),
    loans: countingMap(index.loans, count),
    sounds: countingMap(index.sounds, count),
    edits: countingMap(index.edits, count),
  };
  cover(atomize(plainText(message)), lexicon, counting, true);
  return { reads, found: matches };
}

function lookUps(message: string, names: CatalogueNames): number {
  return work(message, indexNames(names)).reads;
}

describe('the work for a message', () => {
  const english = 'deploy checkout version one point four point two to production';
  const korean = '체크아웃 일 점 사 점 이 버전을 운영에 배포해 줘';

  it.each([english, korean])('is the same with ten services and with ten thousand: %s', (message) => {
    const few = lookUps(message, shopWith(0));
    expect(few).toBeGreaterThan(0);
    expect(lookUps(message, shopWith(10_000))).toBe(few);
  });

  it.each([english, korean])('doubles at most when the message doubles: %s', (message) => {
    const once = lookUps(message, SHOP_NAMES);
    const twice = lookUps(`${message} ${message}`, SHOP_NAMES);
    expect(twice).toBeLessThan(once * 2.5);
  });

  const thousands = indexNames(alikeShop(4000));
  const many = indexNames(alikeShop(10_000));

  it.each([
    english,
    korean,
    'restart service ae 77 in dev',
    'restart servce in dev',
    '모든 서비스 상태 서비스 서비스',
  ])('leads to no more names where ten thousand sound alike than where four thousand do: %s', (message) => {
    expect(work(message, many)).toEqual(work(message, thousands));
  });
});
