import { describe, expect, it } from 'vitest';
import { DEFAULT_TENANT } from '../../../src/contracts/message.js';
import type { Operation } from '../../../src/contracts/operation.js';
import { ENDED } from '../../../src/contracts/operation.js';
import type { Answer } from '../../../src/contracts/ports/host.js';
import type { Reply } from '../../../src/contracts/reply.js';
import type { AdapterDriver, Who } from './driver.js';
import { factsOf, plainly } from './facts.js';
import { openStage, type Stage } from './stage.js';

/** What the conversation must have made of the world, whatever channel it went through. */
const OPERATIONS = [
  ['deploy', 'checkout', 'staging', '1.4.2', 'succeeded', 'succeeded'],
  ['deploy', 'checkout', 'production', '1.4.2', 'succeeded', 'succeeded'],
  ['deploy', 'checkout', 'dev', '1.4.2', 'succeeded', 'succeeded'],
  ['scale', 'cart', 'dev', '4', 'succeeded', 'succeeded'],
  ['restart', 'frontend', 'staging', '', 'cancelled', 'cancelled'],
] as const;

/** One scripted conversation: the same operations and the same facts through every channel. */
export function parity(driver: AdapterDriver): void {
  describe(`a whole conversation through ${driver.id} [CHANNELS-1]`, () => {
    it('comes to the same operations, and people see the same facts', { timeout: 240_000 }, async () => {
      const stage = await openStage(driver);
      const talk = conversation(driver, stage);

      await talk.asks('deploy checkout 1.4.2 to staging', 'awaiting_confirmation', 'confirm');
      await talk.presses('Confirm');
      await talk.ends(1);

      await talk.asks('deploy checkout 1.4.2 to production', 'awaiting_confirmation', 'confirm');
      await talk.presses('Confirm');
      await talk.isApprovedByAnother(2);
      await talk.ends(2);

      await talk.asks('deploy chekout 1.4.2 to dev', 'awaiting_answer', 'choice');
      await talk.answers('checkout');
      await talk.ends(3);

      await talk.asks('scale cart in dev', 'awaiting_answer', 'slot');
      await talk.answers('4');
      await talk.ends(4);

      await talk.asks('deploy checkout 1.4.2 to staging', 'unchanged_version', 'nothing');

      await talk.asks('restart frontend in staging', 'awaiting_confirmation', 'confirm');
      await talk.presses('Confirm');
      await talk.runs(5);
      await talk.presses('Stop');
      await talk.ends(5);

      const triage = await talk.asks("what's broken in production?", 'answered', 'more');
      expect(JSON.stringify(triage)).toMatch(/payments-api.*out of memory|out of memory.*payments-api/i);
      const logs = await talk.asks('logs of frontend in production', 'answered', 'nothing');
      expect(logs.blocks.map(({ kind }) => kind)).toContain('file');

      expect(await talk.made()).toEqual(OPERATIONS);
    });
  });
}

function conversation({ capabilities }: AdapterDriver, stage: Stage) {
  const { platform, answers, elsewhere } = stage;
  const sight = (): string => plainly([...platform.seen('ada'), ...platform.files()].join('\n'));
  /** The next answer that the bot gives while `act` is done. */
  const answerTo = async (act: () => Promise<unknown>): Promise<Answer> => {
    const before = answers.length;
    await act();
    return eventually('an answer', () => answers[before], sight);
  };
  const isSeen = (reply: Reply): Promise<unknown> => {
    const missing = () => factsOf(reply, capabilities).filter((fact) => !sight().includes(plainly(fact)));
    return eventually(
      'all its facts',
      () => (missing().length === 0 ? true : undefined),
      () => [`missing: ${missing().join(' | ')}`, sight()].join('\n'),
    );
  };
  /** As soon as it is on offer. */
  const isPressed = (who: Who, label: string): Promise<true> =>
    eventually(`"${label}" on offer`, () => platform.press(who, label).then(done, notYet), sight);
  const numbered = (number: number): Promise<Operation | undefined> =>
    stage.ledger.operationByNumber(DEFAULT_TENANT, number);
  return {
    /** Ada says something; the answer is of this kind and shows all its facts, where a form does not show it instead. */
    async asks(text: string, code: Reply['code'], expects: Reply['expects']): Promise<Reply> {
      const { reply } = await answerTo(() => platform.say('ada', text).taken);
      expect({ text, code: reply.code, expects: reply.expects }).toEqual({ text, code, expects });
      const inForm = capabilities.forms.has && (expects === 'slot' || expects === 'choice');
      if (!inForm) await isSeen(reply);
      return reply;
    },
    presses: (label: string) => answerTo(() => isPressed('ada', label)),
    /** The open question is answered; where the channel has every write confirmed, it is. */
    async answers(value: string): Promise<void> {
      const { reply } = await answerTo(() =>
        eventually('an open question', () => platform.answer('ada', value).then(done, notYet), sight),
      );
      if (reply.expects === 'confirm') await isPressed('ada', 'Confirm');
    },
    async isApprovedByAnother(number: number): Promise<void> {
      await eventually(
        'a wish for approval',
        async () => ((await numbered(number))?.status === 'awaiting_approval' ? true : undefined),
        sight,
      );
      if (!capabilities.approvals.has) await elsewhere('mina', `approve #${number}`);
      else await answerTo(() => isPressed('mina', 'Approve'));
    },
    runs: (number: number) =>
      eventually('a running operation', async () =>
        (await numbered(number))?.status === 'running' ? true : undefined,
      ),
    /** The operation ends, and Ada sees how. */
    async ends(number: number): Promise<void> {
      const ended = await eventually(
        'its end',
        async () => {
          const operation = await numbered(number);
          return operation !== undefined && ENDED.has(operation.status) ? operation : undefined;
        },
        sight,
      );
      const reply = await stage.ledger.operationReply(ended.id);
      if (reply === undefined) throw new Error(`#${number} has no reply`);
      await isSeen(reply);
    },
    /** All operations, and that there are no others. */
    made: async () =>
      (await Promise.all(Array.from({ length: OPERATIONS.length + 1 }, (_, index) => numbered(index + 1))))
        .filter((operation) => operation !== undefined)
        .map(({ skill, plan, slots, status, code }) => [
          ...[skill, plan.service, plan.environment, String(slots.version ?? slots.replicas ?? '')],
          ...[status, code],
        ]),
  };
}

const done = (): true => true;
const notYet = (): undefined => undefined;

/** Looks again until it is there; fails with what is there instead. */
async function eventually<T>(
  what: string,
  look: () => T | undefined | Promise<T | undefined>,
  instead: () => string = () => '',
): Promise<T> {
  const end = Date.now() + 60_000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`there is never ${what}; there is:\n${instead()}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
