import type { Typist } from '../../adapters/terminal/index.js';
import type { Locale } from '../contracts/message.js';
import type { Io } from './io.js';

/** Options that `say` and `chat` share. */
export interface TalkOptions {
  readonly as?: string;
  readonly conversation?: string;
  readonly locale?: Locale;
}

/** Who types where: the user, in their own conversation, unless told otherwise. */
export function typistOf({ user }: Pick<Io, 'user'>, { as, conversation, locale }: TalkOptions): Typist {
  return {
    user,
    conversation: conversation ?? user,
    ...(as === undefined ? {} : { as }),
    ...(locale === undefined ? {} : { locale }),
  };
}
