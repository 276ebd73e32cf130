import { describe, expect, it } from 'vitest';
import type { CatalogueNames } from '../../src/contracts/catalogue.js';
import { NO_CONTEXT } from '../../src/contracts/command.js';
import { createEngine } from '../../src/language/index.js';
import { SHOP_NAMES } from '../fixtures/catalogue.js';
import { understood } from './engine.js';

const plain = (name: string, aliases: readonly string[] = [], spoken: readonly string[] = []) => ({
  name,
  aliases,
  spoken,
});
const engineOf = (names: CatalogueNames) => createEngine({ intents: [], names: () => names });
const typed = (text: string) => ({ text, alternatives: [], source: 'chat' as const });

describe('names of the catalogue', () => {
  it('an alias that two services share is asked about, with both', () => {
    const engine = engineOf({
      ...SHOP_NAMES,
      services: [plain('payments-api', ['payments']), plain('payments-web', ['payments'])],
    });
    expect(engine.understand(typed('roll back payments in production'), NO_CONTEXT)).toMatchObject({
      decision: 'ask',
      ask: { slot: 'service', choices: ['payments-api', 'payments-web'] },
    });
  });

  it('the full name of one of them is exact', () => {
    const engine = engineOf({
      ...SHOP_NAMES,
      services: [plain('payments-api', ['payments']), plain('payments-web', ['payments'])],
    });
    expect(engine.understand(typed('roll back payments-web in production'), NO_CONTEXT)).toMatchObject({
      decision: 'act',
      slots: { service: 'payments-web' },
    });
  });

  it('a spoken form and a name of four words are found', () => {
    const engine = engineOf({
      ...SHOP_NAMES,
      services: [plain('k8s-gw', [], ['kates gateway']), plain('order-and-return-worker')],
    });
    expect(engine.understand(typed('restart kates gateway in dev'), NO_CONTEXT)).toMatchObject({
      decision: 'act',
      slots: { service: 'k8s-gw' },
    });
    expect(engine.understand(typed('restart order and return worker in dev'), NO_CONTEXT)).toMatchObject({
      decision: 'act',
      slots: { service: 'order-and-return-worker' },
    });
  });

  it('a new catalogue is seen at once', () => {
    let names = SHOP_NAMES;
    const engine = createEngine({ intents: [], names: () => names });
    expect(engine.understand(typed('restart ledger in dev'), NO_CONTEXT)).toMatchObject({
      decision: 'ask',
      unknown: 'ledger',
    });
    names = { ...SHOP_NAMES, services: [...SHOP_NAMES.services, plain('ledger')] };
    expect(engine.understand(typed('restart ledger in dev'), NO_CONTEXT)).toMatchObject({
      decision: 'act',
      slots: { service: 'ledger' },
    });
  });

  it('no names at all make every write a question', () => {
    const engine = engineOf({ services: [], environments: [] });
    expect(engine.understand(typed('deploy checkout 1.4.2 to production'), NO_CONTEXT)).toMatchObject({
      decision: 'ask',
      ask: { slot: 'service', choices: [] },
    });
  });
});

describe('a write to a name that nobody knows', () => {
  it.each([
    ['deploy nosuch 1 to dev', 'service', 'nosuch'],
    ['deploy nosuch 1.2.3 to dev', 'service', 'nosuch'],
    ['deploy my-service 1.2.3 to dev', 'service', 'my-service'],
    ['deploy big warehouse 1.2.3 to dev', 'service', 'big warehouse'],
    ['deploy nosuch 1.2.3 to mars', 'service', 'nosuch'],
    ['deploy checkout 1 to mars', 'environment', 'mars'],
    ['deploy checkout 1.4.2 to mars', 'environment', 'mars'],
    ['scale checkout to 3 on mars', 'environment', 'mars'],
    ['개발에 창고 1.2.3 배포해줘', 'service', '창고'],
    ['화성에 창고 1.2.3 배포해줘', 'service', '창고'],
    ['화성에 체크아웃 1.4.2 배포해줘', 'environment', '화성'],
  ])('“%s” holds the word that stands in its place', (say, slot, unknown) => {
    expect(understood(say)).toMatchObject({ decision: 'ask', ask: { slot }, unknown });
  });

  it.each(['deploy the thing that we talked over during lunch to dev', 'deploy to dev'])(
    '“%s” holds none',
    (say) => {
      const meaning = understood(say);
      expect(meaning).toMatchObject({ decision: 'ask', ask: { slot: 'service' } });
      expect(meaning).not.toHaveProperty('unknown');
    },
  );

  it.each([
    '데브',
    '프로드',
    '스테이지',
    '체크아웃',
    '레코맨데이션',
    '유저 프로파일',
    '오더 워커',
    '애드 서비스',
  ])('%s is a name of the shop, in the letters of the other script', (word) => {
    const { intent, slots } = understood(`${word} 상태`);
    expect(intent).toBe('status');
    expect(Object.keys(slots)).toHaveLength(1);
  });

  it.each([
    '디비',
    '대비',
    '폴더',
    '필드',
    '숫자',
    '서태지',
    '카타',
    '책타',
    '초코타',
    '어더까',
    '파라다이스',
  ])('%s only shares its consonants with a name of the shop, and is none', (word) => {
    expect(understood(`${word} 상태`).slots).toEqual({});
    expect(understood(`개발 ${word} 재시작해 줘`)).toMatchObject({
      decision: 'ask',
      ask: { slot: 'service' },
    });
    expect(understood(`카트 ${word} 재시작해 줘`)).toMatchObject({ decision: 'ask' });
  });

  it('a word in Hangul with other vowels than the name is near it: asked about on a write', () => {
    expect(understood('체크아욷 1.4.2 운영에 배포해 줘')).toMatchObject({
      decision: 'ask',
      ask: { slot: 'service', choices: ['checkout'] },
    });
  });

  it('a number that stands for itself is no part of a name', () => {
    const engine = engineOf({
      ...SHOP_NAMES,
      services: [plain('web-1'), plain('web-1142'), plain('web-15')],
    });
    expect(engine.understand(typed('deploy web-1 1.4.2 to dev'), NO_CONTEXT)).toMatchObject({
      decision: 'act',
      slots: { service: 'web-1', version: '1.4.2' },
    });
    expect(engine.understand(typed('scale web-1 5 replicas in dev'), NO_CONTEXT)).toMatchObject({
      slots: { service: 'web-1', replicas: 5 },
    });
    expect(engine.understand(typed('restart web 15 in dev'), NO_CONTEXT)).toMatchObject({
      decision: 'act',
      slots: { service: 'web-15' },
    });
  });
});
