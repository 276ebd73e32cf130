import type { Locale } from '../contracts/message.js';
import type { Reply } from '../contracts/reply.js';
import type { HomeSection, RegisteredRead } from '../contracts/skill.js';
import { declaredPorts } from '../registry/context.js';
import { decorate } from '../registry/decorate.js';
import type { PipelineDeps } from './deps.js';

/** What skills have to say on a home page of this tenant. Never rejects. */
export type HomeSections = (tenant: string, locale: Locale) => Promise<readonly HomeSection<Reply>[]>;

type Parts = Pick<PipelineDeps, 'registry' | 'ports' | 'clock' | 'log' | 'sandbox'>;
type Section = HomeSection<Reply> | undefined;

/** Many people open their page at the same moment, at nine o'clock or when something burns: the world is read once for them. */
const SHARED_MS = 5_000;
/** A page is not held up by one slow cluster; its section appears when the page is refreshed. */
const PATIENCE_MS = 3_000;

/** The sections of those skills that bring one, in their order. One that fails or takes too long is left out and logged. */
export function createHomeSections(parts: Parts): HomeSections {
  const { registry, clock, log } = parts;
  const shared = new Map<string, { readonly at: number; readonly section: Promise<Section> }>();
  const sectionOf = (skill: RegisteredRead, tenant: string, locale: Locale): Promise<Section> => {
    const key = JSON.stringify([skill.id, tenant, locale]);
    const before = shared.get(key);
    if (before !== undefined && clock.now() - before.at < SHARED_MS) return before.section;
    const section = ask(parts, skill, tenant, locale);
    shared.set(key, { at: clock.now(), section });
    return section;
  };
  return async (tenant, locale) => {
    const settled = new AbortController();
    const late = clock.sleep(PATIENCE_MS, settled.signal).then((): Section => undefined);
    const asked = registry.skills().flatMap((skill) => {
      if (skill.effect !== 'read' || skill.home === undefined) return [];
      const section = sectionOf(skill, tenant, locale).catch((error: unknown): Section => {
        log.warn({ skill: skill.id, error }, 'a section of the home page could not be read');
        return undefined;
      });
      return [Promise.race([section, late])];
    });
    const sections = await Promise.all(asked);
    settled.abort('settled');
    return sections.flatMap((section) => section ?? []);
  };
}

async function ask(
  { registry, ports, clock, sandbox }: Parts,
  skill: RegisteredRead,
  tenant: string,
  locale: Locale,
): Promise<Section> {
  const said = await skill.home?.({ tenant, locale, ports: declaredPorts(skill, ports), clock });
  if (said === undefined) return undefined;
  return { title: said.title, reply: decorate(said.reply, { sandbox: sandbox.on, directory: registry }) };
}
