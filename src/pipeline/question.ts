import type { Ask, Understanding } from '../contracts/command.js';
import type { Slots } from '../contracts/message.js';
import type { TextParams } from '../contracts/outcome.js';
import { refuse } from '../contracts/outcome.js';
import type { ReplyAction, ReplyDraft } from '../contracts/reply.js';
import { dialogueDraft } from '../registry/render.js';
import { isDialogueIntent } from '../registry/dialogue-intents.js';
import type { DialogueKey } from '../registry/replies.js';
import { slotName } from '../registry/texts.js';
import { sentenceFor } from '../registry/usage.js';
import { WINDOWS } from '../registry/windows.js';
import { outsideBinding } from './binding.js';
import type { PipelineDeps } from './deps.js';
import { offersFor } from './offers.js';
import { malformedVersion } from './malformed.js';
import { abilities, refused } from './respond.js';
import { supersede } from './supersede.js';
import { answer, withContext } from './turn.js';
import type { Response, Turn } from './turn.js';
import { unknownWord } from './unknown.js';

/** At most this many choices become buttons; the rest can be typed. */
const MOST_CHOICES = 10;
/** At most this many are read out. */
const MOST_SAID = 5;
/** Of many that a skill offers, best first, these are enough: any other can be named all the same. */
const MOST_OFFERED = 5;

/** A message that was understood but for one thing: asks for it and keeps the question open for a while. */
export async function askBack(
  deps: PipelineDeps,
  turn: Turn,
  meaning: Understanding,
): Promise<Response | undefined> {
  if (meaning.decision !== 'ask') return undefined;
  const { slots } = meaning;
  const ask = whatItCanDo(deps, meaning.ask);
  const intent = 'intents' in ask ? (ask.intents[0] ?? meaning.intent) : meaning.intent;
  // A yes that is unclear is no question of its own: what waits for it says how to confirm (confirm.ts).
  if (intent === 'confirm-yes' || ('intents' in ask && ask.intents.includes('confirm-yes'))) return undefined;
  // A code without its digits, where none is waited for.
  if (intent === 'confirm-code' || ('intents' in ask && ask.intents.includes('confirm-code')))
    return refused(
      deps,
      turn,
      turn.person.known
        ? refuse('nothing_pending', { running: [] })
        : refuse('unknown_person', { person: turn.person.display }),
    );
  const skill = deps.registry.skill(intent);
  const nothing = 'slot' in ask ? skill === undefined : ask.intents.length === 0;
  if (nothing) return refused(deps, turn, refuse('unsupported', { known: abilities(deps, turn) }));
  if (skill !== undefined && skill.permission !== 'anyone' && !turn.person.known) {
    return refused(deps, turn, refuse('unknown_person', { person: turn.person.display }));
  }
  const outside = outsideBinding(deps, turn, intent, slots);
  if (outside !== undefined) return refused(deps, turn, outside);
  const unknown = unknownWord(deps, turn, meaning) ?? malformedVersion(deps, turn, ask);
  if (unknown !== undefined) return refused(deps, turn, unknown);
  const instead = skill?.effect === 'write' ? await supersede(deps, turn) : undefined;
  return instead ?? openQuestion(deps, turn, await withOffers(deps, turn, { intent, slots, ask }));
}

/** Of several intents that may be meant, those that no skill declares are no choice. */
function whatItCanDo({ registry }: PipelineDeps, ask: Ask): Ask {
  if (!('intents' in ask)) return ask;
  return {
    intents: ask.intents.filter((id) => isDialogueIntent(id) || registry.skill(id) !== undefined),
  };
}

/** A question that brings no choices of its own gets those that its skill offers; where nothing is known there are none. */
export async function withOffers(deps: PipelineDeps, turn: Turn, question: Question): Promise<Question> {
  const { intent, slots, ask } = question;
  if (!('slot' in ask) || ask.choices.length > 0) return question;
  const asked = { intent, slots, locale: turn.locale };
  const offered = await offersFor(deps, ask.slot, turn.person.tenant, asked);
  const choices = (offered ?? [])
    .filter(({ current }) => current !== true)
    .slice(0, MOST_OFFERED)
    .map(({ value }) => value);
  return { ...question, ask: { ...ask, choices } };
}

interface Question {
  readonly intent: string;
  readonly slots: Slots;
  readonly ask: Ask;
}

/** Asks; the answer, a bare word or a pressed choice, completes the command. */
export function openQuestion(deps: PipelineDeps, turn: Turn, question: Question): Response {
  const draft =
    'slot' in question.ask
      ? slotQuestion(deps, turn, question, question.ask)
      : intentQuestion(deps, turn, question, question.ask.intents);
  const expiresAt = deps.clock.now() + WINDOWS.question[turn.message.source];
  const { intent, slots } = question;
  return answer(deps, draft, {
    context: withContext(turn, { question, last: { intent, slots }, locale: turn.locale }),
    questionExpiresAt: expiresAt,
  });
}

const QUESTIONS: Partial<Readonly<Record<string, DialogueKey>>> = {
  service: 'ask_service',
  environment: 'ask_environment',
  version: 'ask_version',
  replicas: 'ask_replicas',
  id: 'ask_id',
};

function slotQuestion(
  deps: PipelineDeps,
  turn: Turn,
  { intent, slots }: Question,
  ask: Extract<Ask, { slot: string }>,
): ReplyDraft {
  const { locale } = turn;
  const verb = deps.registry.skill(intent)?.phrases[locale].cues[0];
  const params: TextParams = {
    slot: slotName(ask.slot, locale),
    ...slots,
    ...(verb === undefined ? {} : { action: verb }),
  };
  const actions = choicesHere(turn, ask)
    .slice(0, MOST_CHOICES)
    .map((choice): ReplyAction => ({
      label: ask.slot === 'id' ? `#${choice}` : String(choice),
      say: ask.slot === 'id' ? `#${choice}` : String(choice),
      command: { intent, slots: { ...slots, [ask.slot]: choice } },
      style: 'plain',
    }));
  const draft = dialogueDraft(
    QUESTIONS[ask.slot] ?? 'ask_slot',
    'awaiting_answer',
    locale,
    params,
    'question',
  );
  // Whoever can't see the choices hears them.
  const heard = turn.message.source === 'voice' && ask.choices.length <= MOST_SAID ? ask.choices : [];
  const speech = heard.length === 0 ? draft.speech : `${draft.speech} ${heard.join(', ')}.`;
  return {
    ...withActions({ ...draft, speech }, actions),
    expects: actions.length > 0 ? 'choice' : 'slot',
    slot: ask.slot,
    about: { intent, slots: placeOf(slots) },
  };
}

/** Live choices depend on what and where; a reason or a number would only make a control too long. */
function placeOf({ service, environment }: Slots): Slots {
  return { ...(service !== undefined && { service }), ...(environment !== undefined && { environment }) };
}

/** In a conversation that is for some services, the others are not offered. */
function choicesHere(
  { message }: Turn,
  { slot, choices }: Extract<Ask, { slot: string }>,
): readonly (string | number)[] {
  const services = slot === 'service' ? message.binding?.services : undefined;
  return services === undefined ? choices : choices.filter((choice) => services.includes(String(choice)));
}

function intentQuestion(
  deps: PipelineDeps,
  turn: Turn,
  { slots }: Question,
  intents: readonly string[],
): ReplyDraft {
  const { locale } = turn;
  const actions = intents.slice(0, MOST_CHOICES).map((intent): ReplyAction => {
    const own = deps.registry.skill(intent)?.parameters.shape;
    const said = Object.entries(slots).filter(([name]) => own === undefined || name in own);
    const command = { intent, slots: Object.fromEntries(said) };
    const sentence = sentenceFor(command, locale, deps.registry);
    return { label: sentence, say: sentence, command, style: 'plain' };
  });
  const choices = actions.map(({ label }) => label);
  const [only] = choices.length === 1 ? choices : [];
  const params: TextParams = { choices, ...(only === undefined ? {} : { only }) };
  const draft = dialogueDraft('ask_intent', 'awaiting_answer', locale, params, 'question');
  return { ...withActions(draft, actions), expects: 'choice' };
}

function withActions(draft: ReplyDraft, actions: readonly ReplyAction[]): ReplyDraft {
  return actions.length === 0
    ? draft
    : { ...draft, blocks: [...draft.blocks, { kind: 'actions', actions: [...actions] }] };
}
