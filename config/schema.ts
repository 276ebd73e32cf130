import { z } from 'zod';
import { isTimeZone } from '../src/contracts/recurrence.js';
import type { Right } from './right.ko.js';

/**
 * The file as people write it. Every leaf's message completes the sentence "… it must be <message>", so that a
 * problem says what would be right.
 */
const must = (right: Right) => ({ error: right });
const text = (right: Right, pattern = /\S/) => z.string(must(right)).regex(pattern, must(right));
const whole = (min: number, max: number, right: Right) =>
  z.int(must(right)).min(min, must(right)).max(max, must(right));
const WHERE = 'an address such as https://dashboard.example.com/{namespace}/{name}';
const flag = z.boolean(must('true or false'));
type Listed = 'other names' | 'people such as slack:U024BE7LH' | 'ways to say the name aloud';
const textList = (of: Listed) => z.array(text(`${of}, as text`), must(`a list of ${of}`));

/** RFC 1123 label: what Kubernetes allows for namespaces (63 characters). */
const NAMESPACE = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const NAME = /^[\p{Ll}\p{Lo}\p{N}][\p{Ll}\p{Lo}\p{N}._-]{0,62}$/u;
const nameKey = text('a name of small letters, digits, "-", "_" or "."', NAME);
const namespace = text(
  'a Kubernetes namespace: small letters, digits and "-", at most 63 characters',
  NAMESPACE,
);

const targetSchema = z.strictObject(
  {
    context: text('the name of a context in the kubeconfig').optional(),
    namespace,
  },
  must('a target such as { context: lab, namespace: shop }'),
);

const environmentSchema = z.strictObject(
  {
    context: text('the name of a context in the kubeconfig').optional(),
    namespace: namespace.optional(),
    targets: z
      .array(targetSchema, must('a list of targets such as [{ context: lab, namespace: shop }]'))
      .min(1, must('a list of at least one target'))
      .optional(),
    aliases: textList('other names').optional(),
    protected: flag.optional(),
    approvals: whole(0, 9, 'a whole number of people from 0 to 9').optional(),
    writers: textList('people such as slack:U024BE7LH').optional(),
    tenant: nameKey.optional(),
  },
  must('an environment such as { context: lab, namespace: shop }'),
);

const count = whole(0, 10_000, 'a whole number from 0 to 10000');
const values = z.record(
  z.string(),
  text('a value as text, such as "{version}"'),
  must('names with values such as { VERSION: "{version}" }'),
);
const DEPLOY =
  'a way such as { driver: jenkins, job: deploy/checkout, parameters: { VERSION: "{version}" } }';
const deploySchema = z.discriminatedUnion(
  'driver',
  [
    z.strictObject({ driver: z.literal('kubernetes') }, must(DEPLOY)),
    z.strictObject(
      {
        driver: z.literal('jenkins'),
        job: text('the path of a Jenkins job such as shop/checkout'),
        parameters: values.default({}),
      },
      must(DEPLOY),
    ),
    z.strictObject(
      {
        driver: z.literal('github'),
        workflow: text('the file of a workflow such as deploy.yml').optional(),
        ref: text('a branch or tag such as main or "v{version}"').optional(),
        inputs: values.default({}),
      },
      must(DEPLOY),
    ),
  ],
  must(DEPLOY),
);
const serviceSchema = z.strictObject(
  {
    aliases: textList('other names').optional(),
    spoken: textList('ways to say the name aloud').optional(),
    owner: text('the name of a team or person').optional(),
    repository: text('a GitHub repository such as shop/checkout', /^[\w.-]+\/[\w.-]+$/).optional(),
    jenkins: text('the path of a Jenkins job such as shop/checkout').optional(),
    deploy: deploySchema.optional(),
    container: text("the name of a container in the service's pods").optional(),
    replicas: z
      .strictObject({ min: count, max: count }, must('bounds such as { min: 1, max: 10 }'))
      .optional(),
    irreversible: z
      .record(
        z.string(),
        text('the reason in one sentence, as text'),
        must('versions with a reason such as { "2.0.0": drops the old table }'),
      )
      .optional(),
    tenant: nameKey.optional(),
  },
  must('a service such as { aliases: [payments], owner: team-pay }'),
);

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/;
const aMoment = must('a time with its offset such as 2026-12-20T18:00+09:00');
const moment = z
  .string(aMoment)
  .refine((value) => MOMENT.test(value) && !Number.isNaN(Date.parse(value)), aMoment);
const weekTime = text(
  'a day and time such as Fri 17:00',
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) ([01]\d|2[0-3]):[0-5]\d$/,
);
const freezeSchema = z.strictObject(
  {
    environments: z
      .array(nameKey, must('a list of environments such as [production]'))
      .min(1, must('a list of environments such as [production]')),
    from: moment.optional(),
    until: moment.optional(),
    weekly: z
      .strictObject(
        {
          from: weekTime,
          until: weekTime,
          zone: text('a time zone such as Asia/Seoul').refine(isZone, must('a time zone such as Asia/Seoul')),
        },
        must('a week such as { from: Fri 17:00, until: Mon 08:00, zone: Asia/Seoul }'),
      )
      .optional(),
  },
  must('a freeze such as { environments: [production], from: …, until: … }'),
);

/** Whether the runtime knows the time zone (IANA). */
function isZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
const PERSON = /^[a-z]+:\S+$/;

export const fileSchema = z.strictObject(
  {
    kubernetes: z
      .strictObject(
        {
          kubeconfig: text('the path of a kubeconfig file').optional(),
          inCluster: flag.optional(),
        },
        must('{ kubeconfig: ./kubeconfig } or { inCluster: true }'),
      )
      .optional(),
    environments: z
      .record(nameKey, environmentSchema, must('names with their targets such as staging: { … }'))
      .optional(),
    services: z.record(nameKey, serviceSchema, must('names with details such as checkout: { … }')).optional(),
    admins: z
      .array(
        text('a platform id such as slack:U024BE7LH', PERSON),
        must('a list of platform ids such as [slack:U024BE7LH]'),
      )
      .optional(),
    timezone: z
      .string(must('an IANA time zone such as Asia/Seoul'))
      .refine(isTimeZone, must('an IANA time zone such as Asia/Seoul'))
      .optional(),
    onCall: z
      .array(
        text('a platform id such as slack:U024BE7LH', PERSON),
        must('a list of platform ids such as [slack:U024BE7LH]'),
      )
      .optional(),
    freezes: z
      .record(z.string(), freezeSchema, must('names with their times such as year-end: { … }'))
      .optional(),
    sandbox: flag.optional(),
    locale: z.enum(['en', 'ko'], must('en or ko')).optional(),
    home: text('the path of a folder').optional(),
    http: z
      .strictObject(
        {
          host: text('a host name or address to listen on').optional(),
          port: whole(0, 65_535, 'a port from 0 (any free one) to 65535').optional(),
        },
        must('a section such as { host: 127.0.0.1, port: 3000 }'),
      )
      .optional(),
    log: z
      .strictObject(
        { level: z.enum(LEVELS, must('one of debug, info, warn, error, silent')).optional() },
        must('a section such as { level: info }'),
      )
      .optional(),
    redis: z
      .strictObject(
        {
          url: text('a URL such as redis://127.0.0.1:6379', /^rediss?:\/\/\S+$/),
          prefix: nameKey.optional(),
        },
        must('a section such as { url: redis://127.0.0.1:6379 }'),
      )
      .optional(),
    database: z
      .strictObject(
        { url: text('a URL such as postgres://user@host/coxswain', /^postgres(ql)?:\/\/\S+$/) },
        must('a section such as { url: postgres://user@host/coxswain }'),
      )
      .optional(),
    links: z
      .strictObject(
        {
          cluster: text(WHERE, /^https?:\/\/\S+$/).optional(),
          console: text(WHERE, /^https?:\/\/\S+$/).optional(),
        },
        must('a section such as { cluster: "https://…/{namespace}/{name}" }'),
      )
      .optional(),
    approvals: z
      .strictObject(
        { expireMinutes: whole(1, 10_080, 'a whole number of minutes from 1 to 10080').optional() },
        must('a section such as { expireMinutes: 60 }'),
      )
      .optional(),
  },
  must('a list of sections such as environments: and services:'),
);
export type ConfigurationFile = z.infer<typeof fileSchema>;
export type LogLevel = (typeof LEVELS)[number];

/**
 * What an adapter or skill adds to the file. `chat`: it talks to people outside this machine, so it must not reach
 * them with a simulated world unless `sandbox: true` says that is meant. `variables`: environment variables that set
 * a key of the section, e.g. `SLACK_BOT_TOKEN` → `botToken`. `outside`: it reaches a real system whose place the sandbox has filled.
 */
export interface Section {
  readonly schema: z.ZodType;
  readonly chat?: boolean;
  readonly outside?: boolean;
  readonly variables?: Readonly<Record<string, string>>;
  /** Completes the section from environment variables that it names itself, before it is validated. */
  readonly complete?: (section: unknown, env: Readonly<Record<string, string | undefined>>) => unknown;
  /** What its schema's messages are in Korean: the object of "적어 주세요", by the English words. */
  readonly korean?: Readonly<Record<string, string>>;
}
export type Sections = Readonly<Record<string, Section>>;
