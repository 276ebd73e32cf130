import { z } from 'zod';
import type { InboundMessage, Locale } from '../../src/contracts/message.js';
import { VOICE, type Device } from './devices.js';

const name = z
  .string({ error: 'must be text' })
  .regex(/^[\x21-\x7e]{1,128}$/, { error: 'must be 1 to 128 visible ASCII characters without spaces' });

const alternativeSchema = z.object(
  {
    text: z.string({ error: 'must be text' }).max(10_000, { error: 'must have at most 10000 characters' }),
    confidence: z
      .number({ error: 'must be a number from 0 to 1' })
      .min(0, { error: 'must be a number from 0 to 1' })
      .max(1, { error: 'must be a number from 0 to 1' })
      .nullish(),
  },
  { error: 'must be an object with text and, where known, confidence' },
);

/** One utterance as a device heard it: the body of `POST /voice/transcripts`. */
export const transcriptSchema = z.object(
  {
    /** The idempotency key within the session. */
    id: name,
    session: name,
    /** The language spoken; a region may follow (`ko-KR`). */
    locale: z
      .string({ error: 'must be en or ko' })
      .regex(/^(?:en|ko)(?:[-_][A-Za-z0-9]{2,8})*$/i, { error: 'must be en or ko' })
      .nullish(),
    /** Best first, as the recogniser ranks them. */
    alternatives: z
      .array(alternativeSchema, { error: 'must be a list of transcripts, best first' })
      .min(1, { error: 'must have at least one transcript' })
      .max(20, { error: 'must have at most 20 transcripts' })
      .refine((all) => all.some(({ text }) => text.trim() !== ''), {
        error: 'must have a transcript that is not empty',
      }),
    /** The device itself was speaking while it heard this. */
    speaking: z.boolean({ error: 'must be true or false' }).default(false),
  },
  { error: 'must be an object with id, session and alternatives' },
);
export type Transcript = z.infer<typeof transcriptSchema>;

/** What is wrong with a body, one sentence a problem. */
export function problemsOf(error: z.ZodError): readonly string[] {
  return error.issues.map(({ path, message }) => {
    const place = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
    return `${place.replace(/^\./, '') || 'the body'} ${message}`;
  });
}

/** A session belongs to its device: nobody else's token reaches it, whatever name it gives. */
export function sessionOf(device: Device, session: string): InboundMessage['conversation'] {
  const { name: own, linked } = device;
  return {
    platform: VOICE,
    id: `${own}/${session}`,
    tenant: 'default',
    ...(linked === undefined ? {} : { linked }),
  };
}

export function messageOf(
  device: Device,
  { id, session, locale, alternatives, speaking }: Transcript,
  justSaid: readonly string[],
  receivedAt: number,
): InboundMessage {
  const [best, ...others] = alternatives.flatMap(({ text, confidence }) =>
    text.trim() === '' ? [] : [{ text, ...(confidence == null ? {} : { confidence }) }],
  );
  return {
    // The session is part of it: devices that count from one in every session are not taken for repeating themselves.
    eventId: [device.name, session, id].map(encodeURIComponent).join('/'),
    actor: { platform: VOICE, id: device.name, display: device.display },
    conversation: sessionOf(device, session),
    text: best?.text ?? '',
    alternatives: others,
    ...(best?.confidence === undefined ? {} : { confidence: best.confidence }),
    ...(locale == null ? {} : { locale: languageOf(locale) }),
    source: 'voice',
    whileSpeaking: speaking,
    addressed: true,
    ...(justSaid.length === 0 ? {} : { justSaid: [...justSaid] }),
    receivedAt,
  };
}

function languageOf(locale: string): Locale {
  return locale.toLowerCase().startsWith('ko') ? 'ko' : 'en';
}
