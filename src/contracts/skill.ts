import type { z } from 'zod';
import type { CataloguePort } from './ports/catalogue.js';
import type { Clock } from './ports/clock.js';
import type { GithubPort } from './ports/github.js';
import type { HistoryPort } from './ports/history.js';
import type { ImagesPort } from './ports/images.js';
import type { PushesPort } from './ports/pushes.js';
import type { JenkinsPort } from './ports/jenkins.js';
import type { KubernetesPort } from './ports/kubernetes.js';
import type { Log } from './ports/log.js';
import type { Environment, Service, Target } from './catalogue.js';
import type { IntentEffect } from './command.js';
import type { ConversationRef, Locale, Slots } from './message.js';
import type { Operation, Plan, PlanDraft } from './operation.js';
import type { Refusal } from './outcome.js';
import type { Person } from './policy.js';
import type { ReplyDraft } from './reply.js';
import type { Ending, Wave } from './step.js';

/** Everything a skill may ask for; each gets only the ports it declares. */
export interface SkillPorts {
  readonly kubernetes: KubernetesPort;
  readonly catalogue: CataloguePort;
  readonly history: HistoryPort;
  readonly registry: SkillDirectory;
  /** Undefined where none is configured. */
  readonly jenkins: JenkinsPort | undefined;
  readonly github: GithubPort | undefined;
  readonly images: ImagesPort | undefined;
  /** Tells when outside runs move, so that who follows one need not wait for its next look. */
  readonly pushes?: PushesPort | undefined;
}

/** What `help` reads: the declarations of all skills. */
export interface SkillDirectory {
  skills(): readonly SkillSummary[];
}
export interface SkillSummary {
  readonly id: string;
  readonly effect: IntentEffect;
  readonly phrases: Readonly<Record<Locale, SkillPhrases>>;
}

/** What people say and what the bot answers, in one language: data that a translator can edit. */
export interface SkillPhrases {
  /** One line for help, e.g. "put a version of a service into an environment". */
  readonly summary: string;
  /** Words and stems that name this intent; several words are one cue. */
  readonly cues: readonly string[];
  /** Sentences shown in help; each must be understood as exactly `means`. */
  readonly examples: readonly Example[];
  /** Answers by key; `{name}` is filled. In Korean `{name:을/를}` picks the particle. */
  readonly replies: Readonly<Record<string, string>>;
  /** The same, spoken: no symbols, at most two sentences. A key that is missing here is spoken as in `replies`. */
  readonly speech: Readonly<Record<string, string>>;
}
export interface Example {
  readonly say: string;
  readonly means: Slots;
}

/** Who may: `anyone` includes people the bot does not know. */
export type Permission = 'anyone' | 'read' | 'write';

/** What every call of a skill is given. */
export interface SkillContext<Parameters, Ports extends keyof SkillPorts> {
  readonly slots: Parameters;
  readonly person: Person;
  readonly conversation: ConversationRef;
  readonly locale: Locale;
  readonly source: 'chat' | 'voice';
  readonly ports: Pick<SkillPorts, Ports>;
  readonly clock: Clock;
  readonly log: Log;
  /** The resolved names when the skill has such slots; resolution and its questions happen before the skill. */
  readonly service: Service | undefined;
  readonly environment: Environment | undefined;
  /** The operation this is planned again for (by the worker, before its first effect); undefined at first. */
  readonly operation: Operation | undefined;
}

interface SkillBase<Schema extends z.ZodObject, Ports extends keyof SkillPorts> {
  /** Equals the intent's id and the folder's name. */
  readonly id: string;
  /** Typed parameters. Keys are slot names; an optional key is an optional slot. */
  readonly parameters: Schema;
  readonly permission: Permission;
  readonly ports: readonly Ports[];
  readonly phrases: Readonly<Record<Locale, SkillPhrases>>;
  /**
   * Real values for one of its slots, best first, by what is known of the command; undefined: it has none to offer. Absent:
   * the same choices for every skill, by name.
   */
  readonly offers?: (slot: string, context: OfferContext<Ports>) => Promise<readonly Offer[] | undefined>;
  /** The kubectl command that does the same by hand, for one target: shown when the bot itself can't act. */
  readonly byHand?: (slots: z.infer<Schema>, service: string, target: Target) => string;
}

/** What offers are made from; service and environment as far as they are known. */
export interface OfferContext<Ports extends keyof SkillPorts> {
  readonly tenant: string;
  readonly locale: Locale;
  readonly ports: Pick<SkillPorts, Ports>;
  readonly clock: Clock;
  readonly service: Service | undefined;
  readonly environment: Environment | undefined;
}
export interface Offer {
  readonly value: string;
  /** For people: the value with what sets it apart. */
  readonly label: string;
  /** It is so already: worth seeing in a list, not worth proposing. */
  readonly current?: boolean;
}

/** What a read found; `ongoing` where it tells of something that is under way. */
export type ReadAnswer = ReplyDraft & { readonly ongoing?: Ongoing };

/** An answer that will soon be another one: its message can be edited until it is not. */
export interface Ongoing {
  /** The same as long as nothing changed but how long ago things were. */
  readonly mark: string;
  /** How long nobody needs to look again unless something is heard, in milliseconds. */
  readonly pause: number;
  /**
   * Looks again, knowing what was found before. It is the same for everybody of the tenant who asked the same in the same
   * language: it is read once for all of them.
   */
  again(): Promise<ReadAnswer | Refusal>;
}

/** A skill that only looks: `plan` decides what to read, `run` reads it, `replies` says it. */
export interface ReadSkill<
  Schema extends z.ZodObject = z.ZodObject,
  Ports extends keyof SkillPorts = keyof SkillPorts,
> extends SkillBase<Schema, Ports> {
  readonly effect: 'read';
  read(context: SkillContext<z.infer<Schema>, Ports>): Promise<ReadAnswer | Refusal>;
  /** Its section of a person's home page; a skill without one has nothing to say there. */
  readonly home?: (context: HomeContext<Ports>) => Promise<HomeSection<ReplyDraft> | undefined>;
}

/** What a section of a home page is made of: the same for everybody of a tenant, so that it is read once for all. */
export interface HomeContext<Ports extends keyof SkillPorts> {
  readonly tenant: string;
  readonly locale: Locale;
  readonly ports: Pick<SkillPorts, Ports>;
  readonly clock: Clock;
}
/** What a skill says unasked: a heading and a few lines. */
export interface HomeSection<Said> {
  readonly title: string;
  readonly reply: Said;
}

/** A skill that changes the world, through an operation. */
export interface WriteSkill<
  Schema extends z.ZodObject = z.ZodObject,
  Ports extends keyof SkillPorts = keyof SkillPorts,
  Data = unknown,
> extends SkillBase<Schema, Ports> {
  readonly effect: 'write';
  /** Validates `plan.data` when it comes back from the ledger. */
  readonly planData: z.ZodType<Data>;
  /** Only reads. The same world gives the same plan. */
  plan(context: SkillContext<z.infer<Schema>, Ports>): Promise<PlanDraft | Refusal>;
  /** Builds the steps of a plan; called again after every restart, so it must depend on nothing else. */
  steps(plan: Plan, data: Data, ports: Pick<SkillPorts, Ports>, clock: Clock): readonly Wave[];
  readonly replies: WriteReplies<Data>;
}

/** How a write skill speaks of an operation. Core adds number, sandbox mark, confirm/cancel controls and `expects`. */
export interface WriteReplies<Data> {
  /** What will happen, with warnings: shown to be confirmed. */
  plan(operation: OperationView<Data>): ReplyDraft;
  /** While it runs. `progress` by wave index. */
  progress(operation: OperationView<Data>, progress: readonly WaveProgress[]): ReplyDraft;
  /** However it ended, with next actions. */
  ending(operation: OperationView<Data>, ending: Ending): ReplyDraft;
}
export interface OperationView<Data> {
  readonly number: number;
  readonly locale: Locale;
  readonly asker: string;
  readonly plan: Plan;
  readonly data: Data;
}
export interface WaveProgress {
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'paused';
  readonly done: number;
  readonly total: number;
  /** Already filled in the operation's language. */
  readonly detail?: string;
}

/** A skill as the registry holds it, its type parameters erased behind validation. */
export type AnySkill = RegisteredRead | RegisteredWrite;
interface RegisteredBase extends SkillSummary {
  readonly permission: Permission;
  readonly parameters: z.ZodObject;
  /** The ports it declared; only these are reachable in its context. */
  readonly ports: readonly (keyof SkillPorts)[];
  readonly byHand?: (slots: Slots, service: string, target: Target) => string;
  readonly offers?: (
    slot: string,
    context: OfferContext<keyof SkillPorts>,
  ) => Promise<readonly Offer[] | undefined>;
}
export interface RegisteredRead extends RegisteredBase {
  readonly effect: 'read';
  read(context: UncheckedContext): Promise<ReadAnswer | Refusal>;
  readonly home?: (context: HomeContext<keyof SkillPorts>) => Promise<HomeSection<ReplyDraft> | undefined>;
}
export interface RegisteredWrite extends RegisteredBase {
  readonly effect: 'write';
  plan(context: UncheckedContext): Promise<PlanDraft | Refusal>;
  steps(plan: Plan, ports: SkillPorts, clock: Clock): readonly Wave[];
  planReply(operation: PlainOperationView): ReplyDraft;
  progressReply(operation: PlainOperationView, progress: readonly WaveProgress[]): ReplyDraft;
  endingReply(operation: PlainOperationView, ending: Ending): ReplyDraft;
}
/** Slots are still untyped and all ports present; the registered skill narrows both. */
export type UncheckedContext = SkillContext<Slots, keyof SkillPorts>;
export type PlainOperationView = Omit<OperationView<never>, 'data'>;

/** Declares a reading skill: checks types where it is written and erases them for the registry. */
export function readSkill<Schema extends z.ZodObject, Ports extends keyof SkillPorts>(
  skill: ReadSkill<Schema, Ports>,
): RegisteredRead {
  const { id, phrases, permission, parameters, ports, home } = skill;
  return {
    id,
    effect: 'read',
    phrases,
    permission,
    parameters,
    ports,
    ...byHandOf(skill),
    ...offersOf(skill),
    ...(home === undefined ? {} : { home }),
    read: (context) => skill.read({ ...context, slots: skill.parameters.parse(context.slots) }),
  };
}

/** Declares a writing skill; as {@link readSkill}, and validates the plan's data on its way back from the ledger. */
export function writeSkill<Schema extends z.ZodObject, Ports extends keyof SkillPorts, Data>(
  skill: WriteSkill<Schema, Ports, Data>,
): RegisteredWrite {
  const { id, phrases, permission, parameters, ports } = skill;
  const view = (operation: PlainOperationView): OperationView<Data> => ({
    ...operation,
    data: skill.planData.parse(operation.plan.data),
  });
  return {
    id,
    effect: 'write',
    phrases,
    permission,
    parameters,
    ports,
    ...byHandOf(skill),
    ...offersOf(skill),
    plan: (context) => skill.plan({ ...context, slots: skill.parameters.parse(context.slots) }),
    steps: (plan, ports, clock) => skill.steps(plan, skill.planData.parse(plan.data), ports, clock),
    planReply: (operation) => skill.replies.plan(view(operation)),
    progressReply: (operation, progress) => skill.replies.progress(view(operation), progress),
    endingReply: (operation, ending) => skill.replies.ending(view(operation), ending),
  };
}

function byHandOf<Schema extends z.ZodObject, Ports extends keyof SkillPorts>(
  skill: SkillBase<Schema, Ports>,
): Pick<RegisteredBase, 'byHand'> {
  const { byHand, parameters } = skill;
  if (byHand === undefined) return {};
  return { byHand: (slots, service, target) => byHand(parameters.parse(slots), service, target) };
}

function offersOf<Schema extends z.ZodObject, Ports extends keyof SkillPorts>({
  offers,
}: SkillBase<Schema, Ports>): Pick<RegisteredBase, 'offers'> {
  return offers === undefined ? {} : { offers: (slot, context) => offers(slot, context) };
}
