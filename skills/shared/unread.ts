import type { ReplyBlock } from '../../src/contracts/reply.js';
import { placeName } from './places.js';
import type { Surveyed } from './survey.js';
import type { Voice } from './voice.js';

/** One warning for each place that could not be read, by the skill's phrase `unread` with `{place}` and `{reason}`. */
export function unreadWarnings(surveyed: readonly Surveyed[], voice: Voice): readonly ReplyBlock[] {
  return surveyed.flatMap((each): ReplyBlock[] =>
    each.state === 'read'
      ? []
      : [
          {
            kind: 'warning',
            text: voice.text('unread', { place: placeName(each.place), reason: each.error.message }),
          },
        ],
  );
}
