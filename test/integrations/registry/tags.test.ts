import { describe, expect, it } from 'vitest';
import { PortError } from '../../../src/contracts/errors.js';
import { keepTags } from '../../../src/integrations/registry/tags.js';
import { ManualClock } from '../../fakes/manual-clock.js';

const MINUTE = 60_000;

/** A registry whose answers the test gives, one by one. */
function given() {
  const clock = new ManualClock();
  const asked: { readonly repository: string; answer(tags: readonly string[]): void; fail(): void }[] = [];
  const tags = keepTags(
    (repository) =>
      new Promise((resolve, reject) => {
        const fail = () => reject(new PortError('rate_limited', 'too many requests'));
        asked.push({ repository, answer: resolve, fail });
      }),
    clock,
  );
  return { clock, asked, tags };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('what registries list', () => {
  it('is read once for everybody who asks meanwhile, and for a while after', async () => {
    const { clock, asked, tags } = given();
    const both = Promise.all([tags('cart'), tags('cart')]);
    asked[0]?.answer(['1']);
    expect(await both).toEqual([['1'], ['1']]);
    clock.advance(14_000);
    expect(await tags('cart')).toEqual(['1']);
    expect(asked).toHaveLength(1);
    void tags('checkout');
    expect(asked.map(({ repository }) => repository)).toEqual(['cart', 'checkout']);
  });

  it('is read again after that by who must know, and behind the last list for who need not', async () => {
    const { clock, asked, tags } = given();
    void tags('cart');
    asked[0]?.answer(['1']);
    await settled();
    clock.advance(MINUTE);
    expect(await tags('cart', { recent: true })).toEqual(['1']);
    const exact = tags('cart');
    expect(asked).toHaveLength(2);
    asked[1]?.answer(['1', '2']);
    expect(await exact).toEqual(['1', '2']);
    expect(await tags('cart', { recent: true })).toEqual(['1', '2']);
  });

  it('stays as it was while the registry wants to be left alone, for ten minutes', async () => {
    const { clock, asked, tags } = given();
    void tags('cart');
    asked[0]?.answer(['1']);
    await settled();
    clock.advance(MINUTE);
    expect(await tags('cart', { recent: true })).toEqual(['1']);
    asked[1]?.fail();
    await settled();
    clock.advance(10 * MINUTE);
    const late = tags('cart', { recent: true });
    asked[2]?.fail();
    await expect(late).rejects.toMatchObject({ code: 'rate_limited' });
  });

  it('is forgotten of whom nobody asked for longest', async () => {
    const { asked, tags } = given();
    for (let number = 0; number <= 200; number++) {
      void tags(`app-${number}`);
      asked[number]?.answer(['1']);
    }
    await settled();
    await tags('app-200');
    void tags('app-0');
    expect(asked).toHaveLength(202);
  });
});
