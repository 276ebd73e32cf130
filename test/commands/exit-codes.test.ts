import { describe, expect, it } from 'vitest';
import { exitOfOperation, exitOfReply } from '../../src/commands/exit-codes.js';
import type { OperationStatus } from '../../src/contracts/operation.js';
import type { OutcomeCode } from '../../src/contracts/outcome.js';
import { replySchema } from '../../src/contracts/reply.js';

const reply = (code: OutcomeCode, expects: 'nothing' | 'slot' | 'confirm' | 'more' = 'nothing') =>
  replySchema.parse({ code, expects, locale: 'en', tone: 'info', title: '', blocks: [], speech: '' });

describe('the exit code of an operation', () => {
  it.each<[OperationStatus, number]>([
    ['succeeded', 0],
    ['refused', 3],
    ['failed', 4],
    ['cancelled', 5],
    ['expired', 5],
    ['outcome_unknown', 6],
    ['awaiting_confirmation', 10],
    ['awaiting_approval', 10],
    ['interrupted', 10],
  ])('%s is %i', (status, code) => {
    expect(exitOfOperation(status)).toBe(code);
  });
});

describe('the exit code of an answer without an operation', () => {
  it.each<[OutcomeCode, number]>([
    ['answered', 0],
    ['succeeded', 0],
    ['unknown_service', 3],
    ['nothing_pending', 3],
    ['not_permitted', 3],
    ['unchanged_version', 3],
    ['not_understood', 3],
    ['unreachable', 4],
    ['timeout', 4],
    ['credentials_expired', 4],
    ['internal_error', 4],
    ['ledger_down', 4],
    ['cancelled', 5],
    ['confirmation_expired', 5],
    ['outcome_unknown', 6],
    ['awaiting_answer', 10],
  ])('%s is %i', (code, exit) => {
    expect(exitOfReply(reply(code))).toBe(exit);
  });

  it('a question awaits an answer whatever its code, more pages do not', () => {
    expect(exitOfReply(reply('ambiguous_name', 'slot'))).toBe(10);
    expect(exitOfReply(reply('answered', 'more'))).toBe(0);
  });
});
