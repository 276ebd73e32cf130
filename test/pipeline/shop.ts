import { z } from 'zod';
import { heldRefusal } from '../../skills/shared/holding.js';
import type { PlanDraft } from '../../src/contracts/operation.js';
import { refuse } from '../../src/contracts/outcome.js';
import type { Refusal } from '../../src/contracts/outcome.js';
import type { SkillContext, SkillPhrases, WriteReplies } from '../../src/contracts/skill.js';
import { readSkill, writeSkill } from '../../src/contracts/skill.js';
import type { AnySkill } from '../../src/contracts/skill.js';

/** A world of versions that the test skills plan against, and that the test can change or break. */
export interface Shop {
  readonly skills: readonly AnySkill[];
  /** What runs, by `service environment`. */
  readonly versions: Map<string, string>;
  /** Thrown by every look at the world. */
  failure: Error | undefined;
  warned: boolean;
  /** What plans were asked for, and whether for an operation that existed already. */
  readonly planned: { readonly slots: object; readonly again: boolean }[];
}

const place = { service: z.string(), environment: z.string() };

export function createShop(): Shop {
  const versions = new Map<string, string>();
  const look = (service: string, environment: string): string => {
    if (shop.failure !== undefined) throw shop.failure;
    return versions.get(`${service} ${environment}`) ?? '1.4.1';
  };
  const change = (
    skill: string,
    { service, environment }: { service: string; environment: string },
    to: string,
  ): PlanDraft | Refusal => {
    const from = look(service, environment);
    if (from === to) return refuse('unchanged_version', { service, environment, version: to });
    return {
      skill,
      service,
      environment,
      targets: [{ cluster: 'lab', namespace: `shop-${environment}`, kind: 'Deployment', name: service }],
      from,
      to,
      risk: 'low',
      mustConfirm: shop.warned,
      warnings: [],
      observed: { from },
      data: {},
    };
  };
  const deploy = writeSkill({
    id: 'deploy',
    effect: 'write',
    permission: 'write',
    ports: ['kubernetes', 'history'],
    parameters: z.object({
      service: place.service,
      version: z.string().regex(/^v?\d+(\.\d+)*$|^latest$/),
      environment: place.environment,
    }),
    phrases: {
      en: phrases(
        'put a version of a service into an environment',
        ['deploy'],
        'deploy checkout 1.4.2 to staging',
      ),
      ko: phrases('서비스의 버전을 환경에 배포해요', ['배포'], '체크아웃 1.4.2 스테이징에 배포해 줘'),
    },
    byHand: ({ version }, service, { namespace }) =>
      `kubectl -n ${namespace} set image deployment/${service} ${service}=registry/${service}:${version}`,
    planData: z.object({}),
    plan: (context) => {
      shop.planned.push({ slots: context.slots, again: context.operation !== undefined });
      return Promise.resolve()
        .then(() => change('deploy', context.slots, context.slots.version))
        .then((made) => unlessHeld(made, context));
    },
    steps: () => [],
    replies: spoken('Deploy'),
  });
  const rollback = writeSkill({
    id: 'rollback',
    effect: 'write',
    permission: 'write',
    ports: ['history'],
    parameters: z.object({ ...place, version: z.string().optional() }),
    phrases: {
      en: phrases(
        'go back to the last healthy version',
        ['roll back', 'rollback'],
        'roll back checkout in staging',
        {
          version: undefined,
        },
      ),
      ko: phrases('마지막 정상 버전으로 되돌려요', ['롤백'], '스테이징 체크아웃 롤백해 줘', {
        version: undefined,
      }),
    },
    planData: z.object({}),
    plan: (context) =>
      Promise.resolve()
        .then(() => change('rollback', context.slots, '1.4.0'))
        .then((made) => unlessHeld(made, context)),
    steps: () => [],
    replies: spoken('Roll back'),
  });
  const status = readSkill({
    id: 'status',
    effect: 'read',
    permission: 'read',
    ports: ['catalogue'],
    parameters: z.object({ service: z.string().optional(), environment: z.string().optional() }),
    phrases: {
      en: phrases('show how services are', ['status'], 'status', {}),
      ko: phrases('상태를 보여 줘요', ['상태'], '상태', {}),
    },
    read: async ({ slots, locale }) => {
      const { service = 'checkout', environment = 'staging' } = slots;
      const title = `${service} ${environment}: ${look(service, environment)}`;
      return { code: 'answered', locale, tone: 'info', title, blocks: [], speech: title };
    },
  });
  const help = readSkill({
    id: 'help',
    effect: 'read',
    permission: 'anyone',
    ports: ['registry'],
    parameters: z.object({}),
    phrases: {
      en: phrases('say what can be asked', ['help'], 'help', {}),
      ko: phrases('할 수 있는 일을 알려 줘요', ['도움말'], '도움말', {}),
    },
    read: async ({ locale, ports }) => {
      const title = ports.registry
        .skills()
        .map(({ id }) => id)
        .join(', ');
      return { code: 'answered', locale, tone: 'info', title, blocks: [], speech: title };
    },
  });
  const shop: Shop = {
    skills: [deploy, rollback, status, help],
    versions,
    failure: undefined,
    warned: false,
    planned: [],
  };
  return shop;
}

async function unlessHeld(
  made: PlanDraft | Refusal,
  { ports, operation }: Pick<SkillContext<unknown, 'history'>, 'ports' | 'operation'>,
): Promise<PlanDraft | Refusal> {
  if ('kind' in made) return made;
  return (await heldRefusal(ports.history, made.targets, made.skill, operation)) ?? made;
}

export function phrases(
  summary: string,
  cues: readonly string[],
  say: string,
  means?: Readonly<Record<string, string | undefined>>,
): SkillPhrases {
  const all = { service: 'checkout', version: '1.4.2', environment: 'staging', ...means };
  const wanted = means !== undefined && Object.keys(means).length === 0 ? {} : all;
  const slots = Object.fromEntries(
    Object.entries(wanted).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  return { summary, cues, examples: [{ say, means: slots }], replies: {}, speech: {} };
}

export function spoken(verb: string): WriteReplies<object> {
  const said = (plan: PlanDraft) =>
    `${verb} ${plan.service} ${plan.from} → ${plan.to} in ${plan.environment}`;
  return {
    plan: ({ plan, locale, number }) => ({
      code: 'awaiting_confirmation',
      locale,
      tone: 'question',
      title: `#${number} ${said(plan)}`,
      blocks: [],
      speech: `${verb} ${plan.service} ${plan.to} in ${plan.environment}?`,
    }),
    progress: ({ plan, locale, number }) => ({
      code: 'answered',
      locale,
      tone: 'info',
      title: `#${number} ${said(plan)}, under way`,
      blocks: [],
      speech: `${verb} ${plan.service}, under way.`,
    }),
    ending: ({ plan, locale }, { code }) => ({
      code,
      locale,
      tone: 'info',
      title: said(plan),
      blocks: [],
      speech: said(plan),
    }),
  };
}
