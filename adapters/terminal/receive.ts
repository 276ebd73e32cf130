import type { InboundMessage, Locale } from '../../src/contracts/message.js';

export const TERMINAL = 'terminal';

/** Who types, and where. */
export interface Typist {
  /** The operating-system user's name. */
  readonly user: string;
  /** Whom the user speaks for: somebody else, known in the sandbox only. */
  readonly as?: string;
  readonly conversation: string;
  /** Undefined: detected from the text. */
  readonly locale?: Locale;
}

/**
 * A typed line as a message. The caller makes `eventId` once a line and keeps it when it must send the line again,
 * so that a line is never heard twice.
 */
export function typedMessage(
  typist: Typist,
  line: string,
  eventId: string,
  receivedAt: number,
): InboundMessage {
  const { user, as } = typist;
  return {
    eventId,
    actor: { platform: TERMINAL, id: as === undefined ? user : `as:${as}`, display: as ?? user },
    conversation: { platform: TERMINAL, id: typist.conversation, tenant: 'default' },
    text: line,
    alternatives: [],
    ...(typist.locale === undefined ? {} : { locale: typist.locale }),
    source: 'chat',
    whileSpeaking: false,
    addressed: true,
    receivedAt,
  };
}
