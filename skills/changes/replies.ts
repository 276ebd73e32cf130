import { maskSecrets } from '../../src/contracts/masking.js';
import type { Locale } from '../../src/contracts/message.js';
import type { OperationStatus } from '../../src/contracts/operation.js';
import type { TextParams } from '../../src/contracts/outcome.js';
import type { ReplyBlock, ReplyDraft } from '../../src/contracts/reply.js';
import { csv } from '../shared/csv.js';
import { placeName } from '../shared/places.js';
import { ago, utc } from '../shared/times.js';
import { voiceOf, type Voice } from '../shared/voice.js';
import type { Change } from './change.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import { WINDOW_HOURS, type ChangesPlan } from './plan.js';
import type { ChangesFacts } from './run.js';

/** Rows a person reads in a chat; the rest is in a file. */
const ROWS = 20;

type Say = Voice['text'];

export function changesReply(facts: ChangesFacts, locale: Locale): ReplyDraft {
  const voice = voiceOf({ en, ko }, locale);
  const { changes, earlier, now } = facts;
  const newest = changes[0] ?? earlier;
  const params: TextParams = {
    about: aboutText(facts.plan, voice),
    count: changes.length,
    hours: WINDOW_HOURS,
    ...(newest === undefined
      ? {}
      : {
          ago: ago(newest.at, now, locale),
          what: sentence(newest, voice, voice.text),
          spoken: sentence(newest, voice, voice.speech),
        }),
  };
  const key = keyOf(facts);
  const complete = facts.unread.length === 0 && facts.ledger;
  return {
    code: 'answered',
    locale,
    tone: complete ? 'info' : 'warning',
    title: voice.text(key, params),
    blocks: [...warnings(facts, voice), ...table(facts, voice)],
    speech: voice.speech(key, params),
  };
}

/** What one change was, without where and by whom. */
export function changeText(change: Change, locale: Locale): string {
  const voice = voiceOf({ en, ko }, locale);
  return whatText(change, voice, voice.text);
}

function keyOf({ changes, earlier }: ChangesFacts): string {
  if (changes.length === 1) return 'some_one';
  if (changes.length > 1) return 'some';
  return earlier === undefined ? 'none' : 'none_earlier';
}

function aboutText({ service, environment }: ChangesPlan, voice: Voice): string {
  if (service !== undefined && environment !== undefined)
    return voice.text('about_both', { service: service.name, environment: environment.name });
  if (service !== undefined) return voice.text('about_service', { service: service.name });
  if (environment !== undefined) return voice.text('about_environment', { environment: environment.name });
  return voice.text('about_everything');
}

function sentence(change: Change, voice: Voice, say: Say): string {
  const { subject, who } = change;
  const what = whatText(change, voice, say);
  return who === undefined ? say('change', { subject, what }) : say('change_by', { subject, what, who });
}

function whatText({ what }: Change, voice: Voice, say: Say): string {
  switch (what.kind) {
    case 'operation':
      return say('operation', { ...what, status: statusText(what.status, voice) });
    case 'version':
      return withCause(say('version', { from: what.from, to: what.to }), what.cause, voice, say);
    case 'template':
      return withCause(say('template', { version: what.version }), what.cause, voice, say);
    case 'first':
      return withCause(say('first', { to: what.to }), what.cause, voice, say);
    case 'restart':
      return say('restart', { version: what.version });
    case 'config':
      return say('config');
  }
}

/** A change-cause is written by people and their tools, who put tokens into it; aloud it is noise. */
function withCause(what: string, cause: string | undefined, voice: Voice, say: Say): string {
  return cause === undefined || say !== voice.text
    ? what
    : voice.text('cause', { what, cause: maskSecrets(cause) });
}

function statusText(status: OperationStatus, voice: Voice): string {
  const known = ['running', 'succeeded', 'failed', 'cancelled', 'interrupted', 'outcome_unknown'];
  return voice.text(known.includes(status) ? `status_${status}` : 'status_other');
}

function table({ plan, changes }: ChangesFacts, voice: Voice): readonly ReplyBlock[] {
  if (changes.length === 0) return [];
  const several = plan.places.length > 1;
  const column = (name: string): string => voice.text(`column_${name}`);
  const columns = [
    column('when'),
    ...(several ? [column('environment')] : []),
    column('subject'),
    column('what'),
    column('who'),
  ];
  const rows = changes.map((change) => [
    utc(change.at),
    ...(several ? [change.environment] : []),
    change.subject,
    whatText(change, voice, voice.text),
    change.who ?? voice.text('unknown'),
  ]);
  const shown: ReplyBlock = { kind: 'table', columns, rows: rows.slice(0, ROWS) };
  if (rows.length <= ROWS) return [shown];
  return [
    shown,
    { kind: 'text', text: voice.text('rest', { count: ROWS, total: rows.length }) },
    { kind: 'file', name: 'changes.csv', mediaType: 'text/csv', content: csv([columns, ...rows]) },
  ];
}

function warnings({ unread, ledger }: ChangesFacts, voice: Voice): readonly ReplyBlock[] {
  const places = unread.map(({ place, error }) =>
    voice.text('unread', { place: placeName(place), reason: error.message }),
  );
  const records = ledger ? [] : [voice.text('ledger_down')];
  return [...places, ...records].map((text) => ({ kind: 'warning', text }));
}
