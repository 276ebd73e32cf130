import { describe, expect, it } from 'vitest';
import { spoken } from '../../src/outbox/spoken.js';

describe('the spoken form', () => {
  it.each([
    ['is left alone when it can be said', 'Done. checkout runs 1.4.2.', 'Done. checkout runs 1.4.2.'],
    ['is at most two sentences', 'One. Two! Three? Four.', 'One. Two!'],
    ['does not end at a dot in a version', 'checkout 1.4.2 is up', 'checkout 1.4.2 is up'],
    ['has no markup', '**Done**: `checkout` [#42] <now>', 'Done: checkout 42 now'],
    ['has no addresses', 'See https://ci.shop.example/job/1?a=b for more.', 'See for more.'],
    ['says arrows as a pause', 'checkout 1.4.1 → 1.4.2', 'checkout 1.4.1, 1.4.2'],
    ['has no pictures', '✅ Done 🎉.', 'Done.'],
    ['is one line', ' a\n b\t c ', 'a b c'],
    ['is the same in Korean', '배포했어요. *3개* 모두 준비됐어요. 끝.', '배포했어요. 3개 모두 준비됐어요.'],
    ['closes up before a particle', '평일 9시(UTC)에 올려요.', '평일 9시 UTC에 올려요.'],
    ['quotes as one says it', '“운영 롤백 진행”이라고 해 주세요.', '운영 롤백 진행이라고 해 주세요.'],
    ['may be empty', '', ''],
  ])('%s', (_what, speech, expected) => {
    expect(spoken(speech)).toBe(expected);
  });
});
