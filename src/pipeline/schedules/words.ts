import type { TextParams } from '../../contracts/outcome.js';
import { conversationKey, type Locale } from '../../contracts/message.js';
import { fill, joinList } from '../../contracts/phrasing.js';
import { recurrenceText } from '../../contracts/recurrence-text.js';
import type { ReplyBlock, ReplyDraft } from '../../contracts/reply.js';
import type { ScheduleDraft } from '../../contracts/schedule.js';
import { duration, sayDialogue } from '../../registry/texts.js';
import { WINDOWS } from '../../registry/windows.js';
import type { PipelineDeps } from '../deps.js';
import { answer, type Response, type Turn } from '../turn.js';
import { SCHEDULE_TEXTS, type ScheduleTextKey } from './texts.js';

export function sayAt(
  key: ScheduleTextKey,
  { locale }: Pick<Turn, 'locale'>,
  params: TextParams = {},
): string {
  return fill(SCHEDULE_TEXTS[locale][key], params, locale);
}

/** An answer about schedules: a title that can be said aloud, what else there is to know, and controls. */
export function said(
  deps: PipelineDeps,
  turn: Turn,
  key: ScheduleTextKey,
  params: TextParams,
  tone: ReplyDraft['tone'],
  texts: readonly string[] = [],
  more: readonly ReplyBlock[] = [],
  /** What is said aloud instead of the title. */
  aloud?: string,
): Response {
  const title = sayAt(key, turn, params);
  const blocks: ReplyBlock[] = texts.length === 0 ? [] : [{ kind: 'text', text: texts.join(' ') }];
  const asks = tone === 'question';
  return answer(deps, {
    code:
      tone === 'warning'
        ? 'invalid_input'
        : asks
          ? 'awaiting_answer'
          : tone === 'success'
            ? 'succeeded'
            : 'answered',
    locale: turn.locale,
    tone,
    title,
    blocks: [...blocks, ...more],
    speech: aloud ?? (asks ? `${title} ${goOn(turn, key)}` : title),
    ...(asks ? { expects: 'confirm' as const } : {}),
  });
}

/** What confirms a question: what ends something is never called by the words that begin it. */
export function phraseFor(question: ScheduleTextKey, viewer: Pick<Turn, 'locale'>): string {
  return sayAt(question === 'delete' ? 'how_say_delete' : 'how_say', viewer);
}

/** What is to be said so that it happens, aloud. */
function goOn({ locale, message }: Turn, key: ScheduleTextKey): string {
  const params = {
    phrase: phraseFor(key, { locale }),
    time: duration(WINDOWS.confirmation[message.source], locale),
  };
  return sayDialogue(message.source === 'voice' ? 'confirm_spoken' : 'confirm_typed', params, locale).speech;
}

export function yesOrNo(turn: Turn, label: 'label_confirm' | 'label_delete'): readonly ReplyBlock[] {
  const no = turn.locale === 'ko' ? '아니요' : 'no';
  return [
    {
      kind: 'actions',
      actions: [
        {
          label: sayAt(label, turn),
          say: phraseFor(label === 'label_delete' ? 'delete' : 'read_back', turn),
          command: { intent: 'confirm-yes', slots: { act: 'schedule' } },
          style: 'primary',
        },
        {
          label: sayAt('label_no', turn),
          say: no,
          command: { intent: 'confirm-no', slots: {} },
          style: 'plain',
        },
      ],
    },
  ];
}

/** Who reads a line about a schedule, and the conversation they read it in, where there is one. */
export interface Viewer {
  readonly locale: Locale;
  readonly platform: string;
  readonly here?: ScheduleDraft['conversation'];
}

export function viewerOf({ locale, message: { conversation } }: Turn): Viewer {
  const here = { ...conversation };
  delete here.thread;
  return { locale, platform: conversation.platform, here };
}

/** What is posted, when and where, in words. */
export function lineOf(
  { slots, cron, conversation }: Pick<ScheduleDraft, 'slots' | 'cron' | 'conversation'>,
  viewer: Viewer,
): { readonly about: string; readonly when: string; readonly where: string } {
  return {
    about: aboutOf(slots, viewer.locale),
    when: recurrenceText(cron, viewer.locale),
    where: placeOf(conversation, viewer),
  };
}

function aboutOf({ environment, service, services }: ScheduleDraft['slots'], locale: Locale): string {
  const listed = services === undefined ? service : joinList(String(services).split(','), locale);
  if (listed === undefined) return String(environment ?? SCHEDULE_TEXTS[locale].everything);
  if (environment === undefined) return String(listed);
  return fill(SCHEDULE_TEXTS[locale].about_both, { services: listed, environment }, locale);
}

/** Slack shows `<#C…>` as the channel's name; what else a platform's id names is told by the platform. */
function placeOf(conversation: ScheduleDraft['conversation'], viewer: Viewer): string {
  const { platform, id } = conversation;
  if (viewer.here !== undefined && conversationKey(conversation) === conversationKey(viewer.here))
    return sayAt('here', viewer);
  if (platform === viewer.platform && id.startsWith('#')) return id;
  if (platform !== 'slack') return `${platform}:${id}`;
  if (/^[DU]/.test(id)) return sayAt('direct', viewer);
  return platform === viewer.platform && /^[CG]/.test(id) ? `<#${id}>` : `${platform}:${id}`;
}
