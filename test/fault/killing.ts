import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { given, NAMESPACES } from '../acceptance/stage/stage.js';
import type { Action } from './actions.js';
import type { Moment, Seen } from './proxy.js';
import { embark, SERVICE, type Voyage } from './voyage.js';

/** One death: in which action, and at which request. */
export interface Death {
  readonly action: Action;
  readonly name: string;
  readonly moment: Moment;
  readonly at: (seen: Seen) => boolean;
}

/** Each death on one world, one after the other: each effect is applied once, and the operation ends with its answer. */
export function killSuite(title: string, deaths: readonly Death[]): void {
  describe(`${title}: each effect once, and an answer [CORE-4]`, () => {
    let voyage: Voyage;
    beforeAll(async () => {
      voyage = await embark();
    });
    afterAll(() => voyage.close(), 60_000);

    it.each(deaths.map((death): [string, string, Death] => [death.action.name, death.name, death]))(
      '%s, killed %s',
      async (_action, _name, { action, moment, at }) => {
        await given(voyage.stage, SERVICE, NAMESPACES.staging, { replicas: 2 });
        await voyage.forget();
        let crashed: Promise<void> = Promise.resolve();
        voyage.proxy.arm(at, moment, () => (crashed = voyage.crash()));
        const said = await voyage.bot.say(action.sentence(SERVICE));
        await crashed;
        expect(voyage.proxy.armed).toBe(false);
        expect(said.exit).toBe(action.exit);
        expect(await voyage.effects(SERVICE)).toHaveLength(action.effects);
        expect(await action.right(voyage, SERVICE)).toBe(true);
      },
    );
  });
}
