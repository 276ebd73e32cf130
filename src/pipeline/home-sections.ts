import type { Locale } from '../contracts/message.js';
import type { Reply, ReplyDraft } from '../contracts/reply.js';
import type { HomeSection } from '../contracts/skill.js';
import { declaredPorts } from '../registry/context.js';
import { decorate } from '../registry/decorate.js';
import type { PipelineDeps } from './deps.js';
import { schedulesHome } from './schedules/home.js';

/** Who looks: what is read is the same for all of a tenant who share language and platform. */
interface Looking {
  readonly tenant: string;
  readonly locale: Locale;
  readonly platform: string;
}
/** What skills, and the bot's own schedules, have to say on a home page. Never rejects. */
export type HomeSections = (looking: Looking) => Promise<readonly HomeSection<Reply>[]>;

type Parts = Pick<PipelineDeps, 'registry' | 'ports' | 'clock' | 'log' | 'sandbox' | 'schedules'>;
type Section = HomeSection<Reply> | undefined;
interface Source {
  readonly id: string;
  readonly read: (looking: Looking) => Promise<HomeSection<ReplyDraft> | undefined>;
}

/** Many people open their page at the same moment, at nine o'clock or when something burns: the world is read once for them. */
const SHARED_MS = 5_000;
/** A page is not held up by one slow cluster; its section appears when the page is refreshed. */
const PATIENCE_MS = 3_000;

/** The sections of those that bring one, in their order. One that fails or takes too long is left out and logged. */
export function createHomeSections(parts: Parts): HomeSections {
  const { clock, log } = parts;
  const sources = sourcesOf(parts);
  const shared = new Map<string, { readonly at: number; readonly section: Promise<Section> }>();
  const sectionOf = (source: Source, looking: Looking): Promise<Section> => {
    const key = JSON.stringify([source.id, looking.tenant, looking.locale, looking.platform]);
    const before = shared.get(key);
    if (before !== undefined && clock.now() - before.at < SHARED_MS) return before.section;
    const section = ask(parts, source, looking);
    shared.set(key, { at: clock.now(), section });
    return section;
  };
  return async (looking) => {
    const settled = new AbortController();
    const late = clock.sleep(PATIENCE_MS, settled.signal).then((): Section => undefined);
    const asked = sources.map((source) => {
      const section = sectionOf(source, looking).catch((error: unknown): Section => {
        log.warn({ section: source.id, error }, 'a section of the home page could not be read');
        return undefined;
      });
      return Promise.race([section, late]);
    });
    const sections = await Promise.all(asked);
    settled.abort('settled');
    return sections.flatMap((section) => section ?? []);
  };
}

function sourcesOf({ registry, ports, clock, schedules }: Parts): readonly Source[] {
  const skills = registry.skills().flatMap((skill): Source[] => {
    if (skill.effect !== 'read' || skill.home === undefined) return [];
    const { id, home } = skill;
    const read: Source['read'] = ({ tenant, locale }) =>
      home({ tenant, locale, ports: declaredPorts(skill, ports), clock });
    return [{ id, read }];
  });
  if (schedules === undefined) return skills;
  return [...skills, { id: 'schedules', read: (looking) => schedulesHome(schedules, looking) }];
}

async function ask({ registry, sandbox }: Parts, { read }: Source, looking: Looking): Promise<Section> {
  const said = await read(looking);
  if (said === undefined) return undefined;
  return { title: said.title, reply: decorate(said.reply, { sandbox: sandbox.on, directory: registry }) };
}
