import type { Locale } from '../../contracts/message.js';
import type { TextParams } from '../../contracts/outcome.js';
import { fill } from '../../contracts/phrasing.js';
import type { ReplyBlock, ReplyDraft } from '../../contracts/reply.js';
import type { Condition } from '../../contracts/subscription.js';
import { duration, sayDialogue } from '../../registry/texts.js';
import { WINDOWS } from '../../registry/windows.js';
import type { PipelineDeps } from '../deps.js';
import { answer, type Response, type Turn } from '../turn.js';
import { SUBSCRIPTION_TEXTS, type SubscriptionTextKey } from './texts.js';

export function sayAt(key: SubscriptionTextKey, locale: Locale, params: TextParams = {}): string {
  return fill(SUBSCRIPTION_TEXTS[locale][key], params, locale);
}

/** An answer about subscriptions. */
export function said(
  deps: PipelineDeps,
  { locale }: Turn,
  key: SubscriptionTextKey,
  params: TextParams,
  tone: 'warning' | 'success' | 'info',
  blocks: readonly ReplyBlock[] = [],
): Response {
  const title = sayAt(key, locale, params);
  const codes = { warning: 'invalid_input', success: 'succeeded', info: 'answered' } as const;
  return answer(deps, { code: codes[tone], locale, tone, title, blocks: [...blocks], speech: title });
}

/** A question that a yes answers. */
export function asked(
  deps: PipelineDeps,
  { locale, message }: Turn,
  key: 'read_back' | 'delete',
  params: TextParams,
): Response {
  const title = sayAt(key, locale, params);
  const time = duration(WINDOWS.confirmation[message.source], locale);
  const phrase = sayAt('how_say', locale);
  const how = message.source === 'voice' ? 'confirm_spoken' : 'confirm_typed';
  const yes = { intent: 'confirm-yes', slots: { act: 'schedule' } };
  const no = { intent: 'confirm-no', slots: {} };
  const label = sayAt(key === 'delete' ? 'label_delete' : 'label_confirm', locale);
  const draft: ReplyDraft = {
    code: 'awaiting_answer',
    locale,
    tone: 'question',
    title,
    blocks: [
      { kind: 'text', text: sayAt('how', locale, { time }) },
      {
        kind: 'actions',
        actions: [
          { label, say: phrase, command: yes, style: 'primary' },
          {
            label: sayAt('label_no', locale),
            say: locale === 'ko' ? '아니요' : 'no',
            command: no,
            style: 'plain',
          },
        ],
      },
    ],
    speech: `${title} ${sayDialogue(how, { phrase, time }, locale).speech}`,
    expects: 'confirm',
  };
  return answer(deps, draft);
}

/** A condition in words, with parentheses where words alone would leave it open. */
export function conditionText(condition: Condition, locale: Locale): string {
  if ('field' in condition) {
    const { field, value } = condition;
    return field === 'status' ? sayAt(value, locale) : sayAt(field, locale, { value });
  }
  if ('not' in condition) return sayAt('not', locale, { a: conditionText(condition.not, locale) });
  const joins = 'all' in condition;
  const parts = (joins ? condition.all : condition.any).map((each) => {
    const text = conditionText(each, locale);
    return 'all' in each || 'any' in each ? `(${text})` : text;
  });
  return parts.reduce((a, b) => sayAt(joins ? 'and' : 'or', locale, { a, b }));
}
