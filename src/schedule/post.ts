import { randomUUID } from 'node:crypto';
import type { Clock } from '../contracts/ports/clock.js';
import type { IdentityPort } from '../contracts/ports/identity.js';
import type { Log } from '../contracts/ports/log.js';
import { PortError } from '../contracts/errors.js';
import type { Person } from '../contracts/policy.js';
import { refuse, type Refusal } from '../contracts/outcome.js';
import type { Reply, ReplyBlock, ReplyDraft } from '../contracts/reply.js';
import type { Schedule } from '../contracts/schedule.js';
import type { RegisteredRead, SkillPorts } from '../contracts/skill.js';
import { skillContext } from '../registry/context.js';
import { decorate } from '../registry/decorate.js';
import type { Registry } from '../registry/index.js';
import { renderRefusal } from '../registry/render.js';
import { scheduleText } from './texts.js';

export interface PostParts {
  readonly registry: Registry;
  readonly identity: Pick<IdentityPort, 'resolve'>;
  readonly ports: SkillPorts;
  readonly sandbox: { readonly on: boolean };
  readonly clock: Clock;
  readonly log: Log;
}

/** What is posted; `allowed` is false when the owner may no longer read it: then it only says so. */
export interface Post {
  readonly reply: Reply;
  readonly allowed: boolean;
}

/**
 * Reads what a schedule posts, as its owner, whose right to read it is looked at again each time. An outage is posted as
 * what it is. `since`: of what happened, only what is newer, in epoch milliseconds.
 */
export async function makePost(
  parts: PostParts,
  schedule: Schedule,
  since: number,
  notes: readonly string[],
): Promise<Post> {
  const person = await ownerOf(parts, schedule);
  if (!person.known) return { reply: ownerGone(parts, schedule, person), allowed: false };
  const skill = parts.registry.skill(schedule.intent);
  const draft =
    skill?.effect === 'read' ? await look(parts, skill, schedule, person, since) : refuse('unsupported');
  const shown = 'kind' in draft ? refusalDraft(parts, schedule, draft) : draft;
  const said = notes.map((text): ReplyBlock => ({ kind: 'text', text }));
  const reply = decorate(
    { ...shown, blocks: [...said, ...shown.blocks] },
    { sandbox: parts.sandbox.on, directory: parts.registry },
  );
  return { reply, allowed: true };
}

/** The configuration speaks for whoever runs the bot. */
async function ownerOf({ identity }: PostParts, { owner, tenant }: Schedule): Promise<Person> {
  if (owner !== null) return identity.resolve(owner.actor);
  return { id: 'configuration', display: 'configuration', tenant, known: true, admin: false, guest: false };
}

async function look(
  { ports, clock, log }: PostParts,
  skill: RegisteredRead,
  schedule: Schedule,
  person: Person,
  since: number,
): Promise<ReplyDraft | Refusal> {
  const { conversation, locale } = schedule;
  const window = `${Math.max(1, Math.ceil((clock.now() - since) / 1_000))}s`;
  const unknown = unknownPlace(ports, schedule);
  if (unknown !== undefined) return unknown;
  const slots = 'window' in skill.parameters.shape ? { ...schedule.slots, window } : schedule.slots;
  try {
    return await skill.read(
      skillContext({ skill, slots, person, conversation, locale, source: 'chat', ports, clock, log }),
    );
  } catch (error) {
    if (error instanceof PortError) return refuse(error.code, { ...error.params, detail: error.message });
    const reference = randomUUID().slice(0, 8);
    log.error({ reference, schedule: schedule.id, error }, 'a bug');
    return refuse('internal_error', { reference });
  }
}

/** A name that left the catalogue since: reading everything instead would be another digest than was asked for. */
function unknownPlace({ catalogue }: SkillPorts, { tenant, slots }: Schedule): Refusal | undefined {
  const { environment, service } = slots;
  if (environment !== undefined && catalogue.environment(tenant, String(environment)) === undefined)
    return refuse('unknown_environment', { environment });
  if (service !== undefined && catalogue.service(tenant, String(service)) === undefined)
    return refuse('unknown_service', { service });
  return undefined;
}

/** Seen by everybody there: nobody asked, so nobody could be told alone. */
function refusalDraft({ registry }: PostParts, { locale, intent }: Schedule, refusal: Refusal): ReplyDraft {
  const phrases = registry.skill(intent)?.phrases[locale];
  return { ...renderRefusal(refusal, locale, phrases, registry), visibility: 'conversation' };
}

function ownerGone({ sandbox, registry }: PostParts, schedule: Schedule, person: Person): Reply {
  const { locale, number } = schedule;
  const title = scheduleText('owner_gone', locale, { number, person: person.display });
  const draft: ReplyDraft = {
    code: 'unknown_person',
    locale,
    tone: 'warning',
    title,
    blocks: [],
    speech: title,
  };
  return decorate(draft, { sandbox: sandbox.on, directory: registry });
}
