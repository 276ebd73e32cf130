import type { LinkTemplates } from '../contracts/links.js';
import type { Locale } from '../contracts/message.js';
import type { Operation } from '../contracts/operation.js';
import { replySchema } from '../contracts/reply.js';
import type { Reply, ReplyAction, ReplyBlock, ReplyDraft } from '../contracts/reply.js';
import type { SkillDirectory } from '../contracts/skill.js';
import { linksOf } from './links.js';
import { duration, label, sayDialogue } from './texts.js';
import type { LabelKey } from './replies.js';
import { sentenceFor } from './usage.js';
import { WINDOWS } from './windows.js';

/** What decorating needs to know of an operation. */
export type DecoratedOperation = Pick<
  Operation,
  'number' | 'status' | 'plan' | 'skill' | 'source' | 'approvalsNeeded' | 'approvedBy'
>;

export interface Decoration {
  readonly sandbox: boolean;
  readonly operation?: DecoratedOperation;
  /** How long an approval can be given, in milliseconds. */
  readonly approvalMs?: number;
  readonly links?: LinkTemplates;
  /** Makes the sentences of the controls natural. */
  readonly directory?: SkillDirectory;
}

/**
 * A draft as it goes out: with the operation's number, the controls that its status allows, what the conversation
 * waits for, and the mark of the sandbox, aloud too. The draft's own actions stay; a control it has already is not doubled.
 */
export function decorate(draft: ReplyDraft, decoration: Decoration): Reply {
  const { operation, sandbox } = decoration;
  const expects = operation === undefined ? undefined : EXPECTS[operation.status];
  const prompt = operation === undefined ? undefined : promptFor(operation, draft.locale, decoration);
  const own = draft.blocks.flatMap((block) => (block.kind === 'actions' ? block.actions : []));
  const controls = operation === undefined ? [] : controlsFor(operation, draft.locale, decoration);
  const actions = [...controls.filter((control) => !own.some((it) => sameCommand(it, control))), ...own];
  const reply = replySchema.parse({
    ...draft,
    ...(operation === undefined ? {} : { operation: operation.number }),
    ...linked(decoration, draft.locale),
    ...(expects === undefined ? {} : { expects, tone: 'question', code: waitingCode(draft, operation) }),
    blocks: [
      ...draft.blocks.filter((block) => block.kind !== 'actions'),
      ...approvers(operation, draft.locale),
      ...(prompt === undefined ? [] : [{ kind: 'text', text: prompt.title } satisfies ReplyBlock]),
      ...(actions.length === 0 ? [] : [{ kind: 'actions', actions }]),
    ],
    speech: prompt === undefined ? draft.speech : `${firstSentence(draft.speech)} ${prompt.speech}`,
    sandbox,
  });
  return sandbox && reply.speech !== '' ? { ...reply, speech: marked(reply.speech, reply.locale) } : reply;
}

function linked({ operation, links }: Decoration, locale: Locale): Pick<ReplyDraft, 'links'> {
  const found = operation === undefined || links === undefined ? [] : linksOf(links, operation, locale);
  return found.length === 0 ? {} : { links: [...found] };
}

/** The sentence that confirms an operation: it names the environment, in Korean the act too. */
export function confirmPhrase(
  operation: Pick<Operation, 'plan' | 'skill'>,
  locale: Locale,
  directory?: SkillDirectory,
): string {
  return sentenceFor({ intent: 'confirm-yes', slots: confirmSlots(operation) }, locale, directory);
}

const EXPECTS: Partial<Readonly<Record<Operation['status'], 'confirm' | 'approval'>>> = {
  awaiting_confirmation: 'confirm',
  awaiting_approval: 'approval',
};

/** Codes that say more than that an answer is awaited. */
const TELLING: ReadonlySet<ReplyDraft['code']> = new Set([
  'plan_changed',
  'wrong_confirmation',
  'own_approval',
]);

function waitingCode(draft: ReplyDraft, operation: DecoratedOperation | undefined): ReplyDraft['code'] {
  if (TELLING.has(draft.code)) return draft.code;
  return operation?.status === 'awaiting_approval' ? 'awaiting_approval' : 'awaiting_confirmation';
}

function promptFor(
  operation: DecoratedOperation,
  locale: Locale,
  { approvalMs = WINDOWS.approval, directory }: Decoration,
): { readonly title: string; readonly speech: string } | undefined {
  const { number, plan, source } = operation;
  if (operation.status === 'awaiting_confirmation') {
    const phrase = confirmPhrase(operation, locale, directory);
    const time = duration(WINDOWS.confirmation[source], locale);
    return sayDialogue(source === 'voice' ? 'confirm_spoken' : 'confirm_typed', { phrase, time }, locale);
  }
  if (operation.status !== 'awaiting_approval') return undefined;
  const needed = operation.approvalsNeeded;
  const given = operation.approvedBy.length;
  const time = duration(approvalMs, locale);
  return sayDialogue(
    'approval_needed',
    { operation: number, environment: plan.environment, needed, given, time },
    locale,
  );
}

/** Who approved it, for as long as it is told of. */
function approvers(operation: DecoratedOperation | undefined, locale: Locale): readonly ReplyBlock[] {
  if (operation === undefined || operation.approvedBy.length === 0) return [];
  const { title } = sayDialogue('approved_by', { people: operation.approvedBy }, locale);
  return [{ kind: 'text', text: title }];
}

/** The controls of an operation's status, for a reply that is not the operation's own. */
export function controlsBlock(
  operation: DecoratedOperation,
  locale: Locale,
  directory?: SkillDirectory,
): Extract<ReplyBlock, { kind: 'actions' }> {
  return {
    kind: 'actions',
    actions: controlsFor(operation, locale, directory === undefined ? {} : { directory }),
  };
}

type Control = Pick<ReplyAction, 'style' | 'command'> & { readonly label: LabelKey };

function controlsFor(
  operation: DecoratedOperation,
  locale: Locale,
  { directory }: Pick<Decoration, 'directory'>,
): ReplyAction[] {
  return controls(operation).map((control) => ({
    label: label(control.label, locale),
    say: sentenceFor(control.command, locale, directory),
    command: control.command,
    style: control.style,
  }));
}

function controls(operation: DecoratedOperation): readonly Control[] {
  const { number } = operation;
  const about = (name: LabelKey, intent: string, style: ReplyAction['style']): Control => ({
    label: name,
    style,
    command: { intent, slots: { id: number }, operation: number },
  });
  switch (operation.status) {
    case 'awaiting_confirmation':
      return [
        {
          label: 'confirm',
          style: 'primary',
          command: { intent: 'confirm-yes', slots: confirmSlots(operation), operation: number },
        },
        about('cancel', 'cancel', 'plain'),
      ];
    case 'awaiting_approval':
      return [
        about('approve', 'approve', 'primary'),
        about('reject', 'reject', 'danger'),
        about('cancel', 'cancel', 'plain'),
      ];
    case 'cleared':
    case 'running':
      return [about('stop', 'cancel', 'danger')];
    case 'interrupted':
      return [about('resume', 'resume', 'primary'), about('cancel', 'cancel', 'danger')];
    default:
      return [];
  }
}

function confirmSlots({ plan, skill }: Pick<Operation, 'plan' | 'skill'>): {
  environment: string;
  act: string;
} {
  return { environment: plan.environment, act: skill };
}

function sameCommand(a: Pick<ReplyAction, 'command'>, b: ReplyAction): boolean {
  return a.command.intent === b.command.intent && a.command.slots.id === b.command.slots.id;
}

function firstSentence(speech: string): string {
  return speech.split(/(?<=[.!?])\s+/u)[0] ?? speech;
}

function marked(speech: string, locale: Locale): string {
  const mark = sayDialogue('sandbox_mark', {}, locale).title;
  return speech.startsWith(mark) ? speech : `${mark}: ${speech}`;
}
