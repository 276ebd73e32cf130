import type { Locale } from '../../src/contracts/message.js';
import type { ReplyBlock, ReplyDraft } from '../../src/contracts/reply.js';
import { joinList } from '../../src/contracts/phrasing.js';
import { voiceOf, type Voice } from '../shared/voice.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import type { Standing } from './plan.js';
import type { WhoamiFacts } from './run.js';

export function whoamiReply({ person, standing }: WhoamiFacts, locale: Locale): ReplyDraft {
  const voice = voiceOf({ en, ko }, locale);
  const params = { name: person.display, writable: standing.writable, readonly: standing.readonly };
  const reads = standing.writable.length === 0 && (standing.kind === 'known' || standing.kind === 'guest');
  const key = reads ? `${standing.kind}_reads` : standing.kind;
  return {
    code: 'answered',
    locale,
    tone: standing.kind === 'unknown' ? 'warning' : 'info',
    title: voice.text(key, params),
    blocks: [...fields(person.id, standing, voice), ...hints(standing, voice)],
    speech: voice.speech(key, params),
    visibility: 'asker',
  };
}

function fields(id: string, standing: Standing, voice: Voice): readonly ReplyBlock[] {
  if (standing.kind === 'unknown') return [];
  const list = (names: readonly string[]): string =>
    names.length === 0 ? voice.text('nothing') : joinList(names, voice.locale);
  return [
    {
      kind: 'fields',
      fields: [
        { label: voice.text('id'), value: id },
        { label: voice.text('writable'), value: list(standing.writable) },
        { label: voice.text('readonly'), value: list(standing.readonly) },
      ],
    },
  ];
}

function hints({ kind, readonly }: Standing, voice: Voice): readonly ReplyBlock[] {
  if (kind === 'unknown') return [{ kind: 'text', text: voice.text('become') }];
  if (kind === 'admin' || readonly.length === 0) return [];
  return [{ kind: 'text', text: voice.text('writers_hint', { readonly }) }];
}
