import type { HttpAnswer } from './http.js';
import { pressed } from './invoke.js';
import { inTime } from '../shared/in-time.js';
import { TAKE_MS, type TeamsParts } from './parts.js';
import { readPressed } from './controls.js';
import type { TeamsActivity } from './payloads.js';
import { eventIdOf, isOutsider, localeOf, messageOf, saidByMessage, type Said } from './receive.js';
import { TEXTS } from './texts.js';

const TAKEN: HttpAnswer = { status: 200 };

/** Takes an authenticated activity: resolves once what it means is durable. */
export async function take(parts: TeamsParts, activity: TeamsActivity): Promise<HttpAnswer> {
  await parts.references.note(activity);
  if (activity.type === 'invoke')
    return activity.name === 'adaptiveCard/action' ? pressed(parts, activity) : { status: 501 };
  if (activity.type !== 'message') return TAKEN;
  // Clients that don't know Action.Execute send a message without text instead.
  if (!activity.text && readPressed(activity.value) !== undefined) {
    await pressed(parts, { ...activity, value: { action: { data: activity.value } } });
    return TAKEN;
  }
  const said = saidByMessage(activity);
  return said === undefined ? TAKEN : hear(parts, activity, said);
}

async function hear(parts: TeamsParts, activity: TeamsActivity, said: Said): Promise<HttpAnswer> {
  const { config, host, clock, log } = parts;
  const eventId = eventIdOf(activity);
  if (eventId === undefined) return { status: 400 };
  if (isOutsider(activity, config) && !config.allowOutsiders) {
    void tell(parts, activity, TEXTS[localeOf(activity) ?? 'en'].outsider);
    return TAKEN;
  }
  const message = messageOf(activity, eventId, said, { ...config, now: clock.now() });
  const receipt = await inTime(clock, TAKE_MS, host.receive(message));
  if (receipt !== undefined) return TAKEN;
  log.warn({ event: eventId }, 'a message from Teams could not be noted in time');
  return { status: 503 };
}

/** A sentence that no operation and no answer of the bot is about. */
async function tell(
  { connector, references, log }: TeamsParts,
  { conversation: { id } }: TeamsActivity,
  text: string,
): Promise<void> {
  try {
    const place = (await references.known(id)) ?? (await references.guess());
    await connector.post(place, id, { text, textFormat: 'plain' });
  } catch (error) {
    log.warn({ error }, 'a person could not be told that they are not admitted');
  }
}
