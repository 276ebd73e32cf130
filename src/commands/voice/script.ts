import { z } from 'zod';
import { problemsOf, transcriptSchema, type Transcript } from '../../../adapters/voice/receive.js';
import type { Locale } from '../../contracts/message.js';
import { parseJson } from '../../trust-boundaries.js';
import { inKorean } from './script.ko.js';

/** One line of a script, with its number in the file. */
export type Line =
  | {
      readonly kind: 'hears';
      readonly number: number;
      /** How long to wait before it is said, in milliseconds. */
      readonly after: number;
      readonly transcript: Transcript;
    }
  | { readonly kind: 'chat'; readonly number: number; readonly after: number; readonly text: string }
  | {
      readonly kind: 'wait';
      readonly number: number;
      readonly session: string;
      /** In milliseconds. */
      readonly within: number;
    };

/** What lines get that name no session or id of their own. */
export interface Defaults {
  readonly session: string;
  /** Of the transcript in this line. */
  readonly id: (line: number) => string;
  readonly locale: Locale | undefined;
}

const LONGEST_PAUSE_MS = 600_000;
const WITHIN_MS = 120_000;

const pause = z
  .number({ error: 'must be milliseconds from 0 to 600000' })
  .min(0, { error: 'must be milliseconds from 0 to 600000' })
  .max(LONGEST_PAUSE_MS, { error: 'must be milliseconds from 0 to 600000' });
const hearsSchema = transcriptSchema.extend({ after: pause.default(0) }).strict();
const chatSchema = z.strictObject({
  chat: z.string({ error: 'must be text' }).regex(/\S/, { error: 'must not be empty' }),
  after: pause.default(0),
});
const waitSchema = z.strictObject({
  wait: z.literal('news', { error: 'must be "news"' }),
  session: transcriptSchema.shape.session,
  within: pause.default(WITHIN_MS),
});

/**
 * A script of transcripts: JSON Lines; empty lines and lines that begin with # are passed over. Throws
 * ScriptError with every problem of every line.
 */
export function readScript(text: string, name: string, defaults: Defaults, locale: Locale): readonly Line[] {
  const lines: Line[] = [];
  const problems: string[] = [];
  let session = defaults.session;
  text.split(/\r?\n/).forEach((row, index) => {
    if (/^\s*(?:#|$)/.test(index === 0 ? row.replace(/^\uFEFF/, '') : row)) return;
    const read = readLine(row.replace(/^\uFEFF/, ''), index + 1, { ...defaults, session });
    if ('problems' in read) {
      const told = read.problems.map((each) => (locale === 'ko' ? inKorean(each) : each));
      problems.push(...told.map((each) => `${name}:${index + 1}: ${each}`));
      return;
    }
    lines.push(read);
    if (read.kind === 'hears') ({ session } = read.transcript);
  });
  if (problems.length === 0 && lines.length === 0) problems.push(`${name}: ${EMPTY[locale]}`);
  if (problems.length > 0) throw new ScriptError(problems);
  return lines;
}

/** The script can't be played; one complete sentence a problem, with file and line. */
export class ScriptError extends Error {
  override readonly name = 'ScriptError';
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

const EMPTY = { en: 'has no line to play', ko: '재생할 줄이 없어요' } as const;

function readLine(
  row: string,
  number: number,
  defaults: Defaults,
): Line | { readonly problems: readonly string[] } {
  const value = z.record(z.string(), z.unknown()).safeParse(jsonOf(row));
  if (!value.success) return { problems: ['must be one JSON object'] };
  const given = value.data;
  const { session, id, locale } = defaults;
  if ('chat' in given) {
    const chat = chatSchema.safeParse(given);
    if (!chat.success) return { problems: problemsIn(chat.error) };
    return { kind: 'chat', number, after: chat.data.after, text: chat.data.chat };
  }
  if ('wait' in given) {
    const wait = waitSchema.safeParse({ session, ...given });
    if (!wait.success) return { problems: problemsIn(wait.error) };
    return { kind: 'wait', number, session: wait.data.session, within: wait.data.within };
  }
  if (!('alternatives' in given)) return { problems: ['must have alternatives, chat or wait'] };
  const hears = hearsSchema.safeParse({ session, id: id(number), locale, ...given });
  if (!hears.success) return { problems: problemsIn(hears.error) };
  const { after, ...transcript } = hears.data;
  return { kind: 'hears', number, after, transcript };
}

/** As the endpoint says them, with the keys that nothing reads. */
function problemsIn(error: z.ZodError): readonly string[] {
  return error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => `${key} is not known here`)
      : problemsOf(new z.ZodError([issue])),
  );
}

function jsonOf(row: string): unknown {
  try {
    return parseJson(row);
  } catch {
    return undefined;
  }
}
