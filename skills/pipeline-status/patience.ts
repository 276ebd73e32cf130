import { PortError } from '../../src/contracts/errors.js';
import type { OutcomeCode } from '../../src/contracts/outcome.js';
import type { Clock } from '../../src/contracts/ports/clock.js';
import type { Fact, Source, Unread } from './facts.js';

/** A person waits no longer for an answer than this; what has not arrived by then is named as missing. Milliseconds. */
const ANSWER_WITHIN_MS = 2_500;

/** One answer's patience: every question that is put through it ends by the same moment. */
export interface Patience {
  /** `undefined` of the source is `absent`; an outage or a late answer is `unread`. Anything else that is thrown is a bug. */
  ask<T>(source: Source, question: () => Promise<T | undefined>): Promise<Fact<T>>;
  /** Nothing more is asked: its clock stops. */
  end(): void;
  /** The answer, or what is said instead when it comes too late. */
  orElse<T>(answer: Promise<T>, instead: () => T): Promise<T>;
}

export function patience(clock: Clock): Patience {
  const ended = new AbortController();
  const patient = clock.sleep(ANSWER_WITHIN_MS, ended.signal);
  return {
    ask: (source, question) => {
      const late = patient.then(() => unread(source, 'timeout', ''));
      return Promise.race([answered(source, question), late]);
    },
    end: () => ended.abort('ended'),
    orElse: (answer, instead) => Promise.race([answer, patient.then(instead)]),
  };
}

async function answered<T>(source: Source, question: () => Promise<T | undefined>): Promise<Fact<T>> {
  try {
    const value = await question();
    return value === undefined ? { state: 'absent' } : { state: 'read', value };
  } catch (error) {
    if (error instanceof PortError) return { ...unread(source, error.code, error.message), ...waitOf(error) };
    throw error;
  }
}

function waitOf({ code, params }: PortError): { readonly wait?: number } {
  const { wait } = params;
  return code === 'rate_limited' && typeof wait === 'number' ? { wait } : {};
}

function unread(source: Source, code: OutcomeCode, reason: string): Unread {
  return { state: 'unread', source, code, reason };
}
