import type { Slots } from '../contracts/message.js';
import type { Asked } from '../contracts/ports/host.js';
import type { Offer } from '../contracts/skill.js';
import { declaredPorts } from '../registry/context.js';
import type { PipelineDeps } from './deps.js';

/** A menu or a question is not held up by one slow source: Slack drops choices that take 3 s. In milliseconds. */
const PATIENCE_MS = 2_000;

type Parts = Pick<PipelineDeps, 'registry' | 'ports' | 'clock' | 'log'>;

/**
 * What the skill itself offers for a slot of its command, by the service and environment that are known so far. Undefined
 * when it offers nothing, fails or takes too long: what is known without it is offered then. Never rejects.
 */
export async function offersFor(
  { registry, ports, clock, log }: Parts,
  slot: string,
  tenant: string,
  { intent, slots, locale }: Asked,
): Promise<readonly Offer[] | undefined> {
  const skill = registry.skill(intent);
  if (skill?.offers === undefined) return undefined;
  const { catalogue } = ports;
  const named = (name: keyof Slots): string => String(slots[name] ?? '');
  const offered = skill
    .offers(slot, {
      ...{ tenant, locale, clock, ports: declaredPorts(skill, ports) },
      service: catalogue.service(tenant, named('service')),
      environment: catalogue.environment(tenant, named('environment')),
    })
    .catch((error: unknown) => {
      log.warn({ skill: skill.id, slot, error }, 'a skill could not offer choices');
      return undefined;
    });
  const settled = new AbortController();
  const late = clock.sleep(PATIENCE_MS, settled.signal).then(() => undefined);
  try {
    return await Promise.race([offered, late]);
  } finally {
    settled.abort();
  }
}
