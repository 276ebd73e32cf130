import type { Answer, Host } from '../../src/contracts/ports/host.js';
import type { Reply, ReplyBlock } from '../../src/contracts/reply.js';
import { sayable } from '../../src/contracts/sayable.js';

/** What a device gets for a transcript. */
export interface Spoken {
  /** To be said aloud; empty: stay silent. */
  readonly say: string;
  /** To be shown where there is a screen; null: nothing new. */
  readonly show: Shown | null;
  /** `nothing`, `slot:NAME`, `choice`, `confirm`, `factor` or `more`. */
  readonly expects: string;
  /** Words worth biasing the recogniser with, the likeliest first. */
  readonly vocabulary: readonly string[];
  readonly operation: { readonly number: number; readonly status?: string } | null;
}
export interface Shown {
  readonly code: Reply['code'];
  readonly locale: Reply['locale'];
  readonly tone: Reply['tone'];
  readonly title: string;
  readonly blocks: readonly ReplyBlock[];
  readonly sandbox: boolean;
}

/** More would not help a recogniser. */
const MOST_WORDS = 400;

type Words = Pick<Host, 'aloud' | 'vocabulary'>;

export function renderAnswer(host: Words, { reply, operation }: Answer): Spoken {
  const number = operation?.number ?? reply.operation;
  return {
    ...renderReply(host, reply),
    operation:
      number === undefined
        ? null
        : { number, ...(operation === undefined ? {} : { status: operation.status }) },
  };
}

export function renderReply(host: Words, reply: Reply): Spoken {
  const { code, locale, tone, sandbox, speech } = reply;
  return {
    say: host.aloud(speech, locale),
    show:
      speech === ''
        ? null
        : { code, locale, tone, ...sayable(reply, (text) => host.aloud(text, locale)), sandbox },
    expects: expectsOf(reply),
    vocabulary: vocabularyOf(host, reply),
    operation: reply.operation === undefined ? null : { number: reply.operation },
  };
}

/** An approval is another person's business: this session waits for nothing. */
function expectsOf({ expects, slot }: Reply): string {
  if (expects === 'approval') return 'nothing';
  const asks = expects === 'slot' || expects === 'choice';
  return asks && slot !== undefined ? `slot:${slot}` : expects;
}

/** What can be answered comes first, as it is said; then every name and cue. */
function vocabularyOf(host: Words, { blocks, locale }: Reply): readonly string[] {
  const choices = blocks.flatMap((block) =>
    block.kind === 'actions' ? block.actions.map(({ say }) => host.aloud(say, locale)) : [],
  );
  return [...new Set([...choices, ...host.vocabulary(locale)])].slice(0, MOST_WORDS);
}
