import { describe, expect, it } from 'vitest';
import type { Condition } from '../../src/contracts/subscription.js';
import { conditionIn, subscriptionSentence } from '../../src/language/index.js';

const SERVICES = [
  { name: 'checkout', aliases: ['체크아웃', '결제창'], spoken: [] },
  { name: 'cart', aliases: ['장바구니'], spoken: [] },
  { name: 'payments-api', aliases: ['payments', '결제'], spoken: ['payments a p i'] },
];

/** A condition as logic writes it: short enough to compare at a glance. */
function short(condition: Condition): string {
  if ('field' in condition)
    return condition.field === 'service' || condition.field === 'status'
      ? condition.value
      : `${condition.field}=${condition.value}`;
  if ('not' in condition) return `!${short(condition.not)}`;
  return 'all' in condition
    ? `(${condition.all.map(short).join(' & ')})`
    : `(${condition.any.map(short).join(' | ')})`;
}

function read(text: string): string {
  const sentence = subscriptionSentence(text);
  if (sentence?.act !== 'create') return sentence === undefined ? 'none' : JSON.stringify(sentence);
  const found = conditionIn(sentence.condition, SERVICES);
  return 'unknown' in found ? `? ${found.unknown}` : short(found.condition);
}

describe('a parenthesis without its other half', () => {
  it.each([
    [
      "notify us when (checkout's pipeline fails on main and author is not kim",
      { unknown: "(checkout's pipeline fails", half: 'unclosed' },
    ],
    [
      "notify us when checkout's pipeline fails or (cart's pipeline fails",
      { unknown: "(cart's pipeline fails", half: 'unclosed' },
    ],
    [
      "notify us when checkout's pipeline fails) on main",
      { unknown: "checkout's pipeline fails)", half: 'unopened' },
    ],
    [
      '체크아웃 파이프라인이 (main 브랜치에서 실패하면 이 채널에 알려줘',
      { unknown: '(main 브랜치에서 실패하면', half: 'unclosed' },
    ],
  ])('is named where it stands: %s', (text, wanted) => {
    const sentence = subscriptionSentence(text);
    const condition = sentence?.act === 'create' ? sentence.condition : '';
    expect(conditionIn(condition, SERVICES)).toEqual(wanted);
  });
});

describe('sentences about subscriptions', () => {
  it.each([
    ["notify this channel when checkout's pipeline fails", '(checkout & failed)'],
    ['Notify us when the checkout pipeline fails on main', '(checkout & failed & branch=main)'],
    ['let us know whenever a build fails', 'failed'],
    ["tell this channel when checkout or cart's pipeline fails", '((checkout | cart) & failed)'],
    ['notify this channel when checkout and cart pipelines fail', '((checkout | cart) & failed)'],
    [
      "notify this channel when checkout's pipeline fails or is cancelled",
      '(checkout & (failed | cancelled))',
    ],
    [
      'notify us when payments build fails on main or release/2.0',
      '(payments-api & failed & (branch=main | branch=release/2.0))',
    ],
    [
      "notify us when checkout's pipeline fails and author is not dependabot",
      '(checkout & failed & !author=dependabot)',
    ],
    ["notify us when neither checkout nor cart's pipeline fails", '(!(checkout | cart) & failed)'],
    [
      "notify us when checkout's pipeline fails and author is neither bob nor kim",
      '(checkout & failed & !(author=bob | author=kim))',
    ],
    [
      "notify us when checkout's pipeline fails neither on main nor by kim",
      '(checkout & failed & !branch=main & !author=kim)',
    ],
    [
      "notify us when checkout's pipeline fails but not on main or dev",
      '(checkout & failed & !(branch=main | branch=dev))',
    ],
    [
      "notify us when checkout's pipeline fails unless author is bob or branch is dev",
      '(checkout & failed & !(author=bob | branch=dev))',
    ],
    [
      'notify us when (checkout fails on main) or (cart fails by kim) in the pipeline',
      '((checkout & failed & branch=main) | (cart & failed & author=kim))',
    ],
    ['alert us if a build fails or author is kim', '(failed | author=kim)'],
    ["notify us when checkout's build doesn't succeed", '(checkout & !succeeded)'],
    ["subscribe this channel to checkout's pipeline", 'checkout'],
    ['체크아웃 파이프라인이 실패하면 이 채널에 알려줘', '(checkout & failed)'],
    ['이 채널에 체크아웃 파이프라인이 실패하면 알려 주세요', '(checkout & failed)'],
    ['체크아웃이나 장바구니 파이프라인이 실패하면 알려줘', '((checkout | cart) & failed)'],
    ['체크아웃 파이프라인이 main 브랜치에서 실패하면 알려줘', '(checkout & branch=main & failed)'],
    [
      '체크아웃 빌드가 main이나 dev에서 실패하면 여기로 알려줘',
      '(checkout & (branch=main | branch=dev) & failed)',
    ],
    ['결제 빌드가 실패하거나 취소되면 알려줘', '(payments-api & (failed | cancelled))'],
    ['체크아웃 파이프라인이 실패하고 작성자가 bob이 아니면 알려줘', '(checkout & failed & !author=bob)'],
    ['kim이 올린 체크아웃 빌드가 실패하면 알려줘', '(author=kim & checkout & failed)'],
    ['체크아웃 말고 빌드가 실패하면 알려줘', '(!checkout & failed)'],
    ['빌드가 성공하지 않으면 알려줘', '!succeeded'],
    // Git tells feature/x from Feature/X.
    ["notify us when checkout's pipeline fails on Feature/X", '(checkout & failed & branch=Feature/X)'],
    [
      'notify us when the checkout pipeline fails on the Feature/X branch or Release/2.0',
      '(checkout & failed & (branch=Feature/X | branch=Release/2.0))',
    ],
    ['체크아웃 파이프라인이 Feature/X 브랜치에서 실패하면 알려줘', '(checkout & branch=Feature/X & failed)'],
    ["notify us when chekout's pipeline fails", '? chekout'],
    ["notify us when checkout's pipeline fails on", '? checkout  pipeline fails on'],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    ['list subscriptions', '{"act":"list"}'],
    ['subscriptions', '{"act":"list"}'],
    ['알림 목록', '{"act":"list"}'],
    ['알림 목록 보여 줘', '{"act":"list"}'],
    ['delete subscription 2', '{"act":"delete","number":2}'],
    ['unsubscribe 2', '{"act":"delete","number":2}'],
    ['알림 2 삭제', '{"act":"delete","number":2}'],
    ['2번 알림 삭제해 줘', '{"act":"delete","number":2}'],
    ['알림 삭제', '{"act":"delete"}'],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    "checkout's pipeline",
    'did the checkout pipeline fail',
    'tell me about the checkout pipeline',
    'tell me when the checkout build finished',
    'tell me if the checkout pipeline failed',
    'let me know when the deploy is done',
    '체크아웃 파이프라인 알려줘',
    '체크아웃 파이프라인이 실패했으면 알려줘',
    '알림 꺼 줘',
    'cancel 2',
    'delete schedule 2',
  ])('leaves alone: %s', (text) => {
    expect(read(text)).toBe('none');
  });
});

describe('a list with commas', () => {
  it.each([
    ['checkout, cart and payments pipelines fail', 'service', 3],
    ['pipelines fail on main, master or develop', 'branch', 3],
    ['main, develop 브랜치에서 빌드가 실패하면', 'branch', 2],
  ])('is of one kind: %s', (text, field, count) => {
    const read = conditionIn(text, SERVICES);
    const alternatives = 'condition' in read && 'all' in read.condition ? read.condition.all : [];
    const listed = alternatives.find((each) => 'any' in each);
    const fields =
      listed !== undefined && 'any' in listed ? listed.any.map((each) => 'field' in each && each.field) : [];
    expect(fields).toEqual(Array.from({ length: count }, () => field));
  });
});
