import { lstatSync, readFileSync, statSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { z } from 'zod';
import { ConfigurationError } from '../src/contracts/errors.js';
import type { Service } from '../src/contracts/catalogue.js';
import type { FreezeWindow } from '../src/contracts/policy.js';
import { freezesOf } from './freezes.js';
import type { LinkTemplates } from '../src/contracts/links.js';
import type { Locale } from '../src/contracts/message.js';
import { checkChannels, type KnownNames } from './channels.js';
import { DEFAULTS } from './defaults.js';
import { reportContexts } from './kubeconfig.js';
import { keysAt } from './keys.js';
import { languageOf, localeOf } from './language.js';
import type { ProblemTexts } from './problems.en.js';
import { sentences, type Provenance } from './problems.js';
import { fileSchema, type ConfigurationFile, type LogLevel, type Sections } from './schema.js';
import { readSource, type Source } from './source.js';
import { usableOf } from './usable.js';
import { overridesFrom, withOverride, type Environment as Variables } from './variables.js';
import { reporter, reportSharedNames, servicesOf, worldOf, type Report, type World } from './world.js';

export type { LogLevel, Section, Sections } from './schema.js';
export type { KubernetesAccess, World } from './world.js';

/** Everything that can be set, with defaults filled in and paths made absolute. */
export interface Configuration {
  /** The file it was read from; undefined: there is none. */
  readonly file: string | undefined;
  /** The state folder. */
  readonly home: string;
  readonly http: { readonly host: string; readonly port: number };
  readonly logLevel: LogLevel;
  /** From NO_COLOR (https://no-color.org) and FORCE_COLOR; `auto`: when the output is a terminal. */
  readonly colors: 'auto' | 'always' | 'never';
  /** The language of what the program says by itself; answers are in the language of the question. */
  readonly locale: Locale;
  /** IANA name: where schedules that name none have their times. */
  readonly timezone: string;
  readonly redis: { readonly url: string; readonly prefix: string } | undefined;
  readonly databaseUrl: string | undefined;
  readonly world: World;
  readonly services: readonly Service[];
  readonly admins: readonly string[];
  readonly freezes: readonly FreezeWindow[];
  /** Who is on call, as platform ids. */
  readonly onCall: readonly string[];
  readonly approvalMinutes: number;
  /** Where else an operation can be looked at. */
  readonly links: LinkTemplates;
  /** What adapters and skills read, by their id, validated by their own schemas; absent ones are not configured. */
  readonly sections: Readonly<Record<string, unknown>>;
  /** What may be right but should be looked at: `config check` shows it. */
  readonly remarks: readonly string[];
}

export interface ConfigurationInput {
  readonly cwd: string;
  readonly env: Variables;
  readonly sections?: Sections;
  /** Names that channels may be bound to; without them bindings are not checked. */
  readonly names?: KnownNames;
  /** The language of the problems, where the asker chose one; otherwise the file's `locale`, then the environment's. */
  readonly locale?: Locale | undefined;
}

/**
 * Reads `coxswain.yaml` of the working directory, or the file that COXSWAIN_CONFIG names, and the environment.
 * Throws ConfigurationError with every problem at once.
 */
export function loadConfiguration(input: ConfigurationInput): Configuration {
  const { cwd, env, sections = {} } = input;
  const file = locate(input);
  const source =
    file === undefined ? undefined : readSource(relative(cwd, file) || file, contentOf(input, file));
  const { locale, texts } = languageOf(input, source);
  const fail = (problems: readonly string[]) => new ConfigurationError(inFileOrder(problems), locale);
  if (source !== undefined && source.faults.length > 0) throw fail(syntaxProblems(source, texts));
  const overrides = overridesFrom(env, sections);
  const value = completed(
    overrides.reduce<unknown>(
      (whole, each) => withOverride(whole, each.path, each.value),
      source?.value ?? {},
    ),
    sections,
    env,
  );
  const schema = fileSchema.extend(
    Object.fromEntries(Object.entries(sections).map(([name, section]) => [name, section.schema.optional()])),
  );
  const from: Provenance = { source, overrides, value, texts, keysAt: (path) => keysAt(schema, path) };
  const shape = schema.safeParse(value, { reportInput: true });
  const broken = shape.success ? [] : shape.error.issues;
  const { data: usable, whole } = usableOf(schema, value, broken);
  const problems = broken.flatMap((issue) => sentences(issue, from));
  if (usable === undefined) throw fail(problems);
  const report = reporter(from, problems);
  const data: ConfigurationFile = usable;
  reportClustersFromVariables(from, problems);
  const world = worldOf(data, { configFile: file, report, whole });
  const services = servicesOf(data, report, whole);
  reportSharedNames('services', services, report);
  if (world.kind === 'clusters') {
    reportSharedNames('environments', world.environments, report);
    reportContexts(data, world.access, report);
  }
  const freezes = freezesOf(data, report, whole);
  const configured = Object.fromEntries(
    Object.entries(usable).filter(([name, section]) => name in sections && section !== undefined),
  );
  // Where a section that makes the world is broken, nothing is concluded from what is left of it.
  const isPlain = WORLD_SECTIONS.every((section) => whole([section]));
  if (isPlain) reportChatInSandbox(world, data, sections, Object.keys(configured), report);
  const remarks: string[] = [];
  reportOutside(world, sections, Object.keys(configured), {
    ...{ source, report, remark: reporter(from, remarks) },
  });
  if (input.names !== undefined && isPlain)
    checkChannels(configured, {
      ...{ world, services, names: input.names, report, remark: reporter(from, remarks) },
    });
  reportHome(resolve(cwd, data.home ?? DEFAULTS.home), report);
  if (problems.length > 0) throw fail(problems);
  return { ...settled(cwd, data, env), file, world, services, freezes, sections: configured, remarks };
}

function completed(value: unknown, sections: Sections, env: Variables): unknown {
  return Object.entries(sections).reduce<unknown>((whole, [name, { complete }]) => {
    const section: unknown =
      typeof whole === 'object' && whole !== null ? Reflect.get(whole, name) : undefined;
    return complete === undefined || section === undefined
      ? whole
      : withOverride(whole, [name], complete(section, env));
  }, value);
}

const WORLD_SECTIONS = ['environments', 'kubernetes', 'sandbox'];

/** By line; what the environment set comes last. */
function inFileOrder(problems: readonly string[]): readonly string[] {
  const line = (problem: string) => Number(/^[^ ]+:(\d+): /.exec(problem)?.[1] ?? Infinity);
  return problems.toSorted((one, other) => line(one) - line(other) || 0);
}

function settled(cwd: string, data: ConfigurationFile, env: Variables) {
  return {
    home: resolve(cwd, data.home ?? DEFAULTS.home),
    http: { host: data.http?.host ?? DEFAULTS.host, port: data.http?.port ?? DEFAULTS.port },
    logLevel: data.log?.level ?? DEFAULTS.logLevel,
    colors: colorsOf(env),
    locale: data.locale ?? localeOf(env),
    timezone: data.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    redis: data.redis && { url: data.redis.url, prefix: data.redis.prefix ?? DEFAULTS.redisPrefix },
    databaseUrl: data.database?.url,
    admins: data.admins ?? [],
    onCall: data.onCall ?? [],
    links: data.links ?? {},
    approvalMinutes: data.approvals?.expireMinutes ?? DEFAULTS.approvalMinutes,
  };
}

function colorsOf(env: Variables): Configuration['colors'] {
  if (env['NO_COLOR']) return 'never';
  return env['FORCE_COLOR'] && env['FORCE_COLOR'] !== '0' ? 'always' : 'auto';
}

const syntaxProblems = ({ faults }: Source, texts: ProblemTexts) =>
  faults.map(({ place, code, message }) => `${place}: ${texts.notYaml(code, message)}`);

function locate(input: ConfigurationInput): string | undefined {
  const { cwd, env } = input;
  const named = env['COXSWAIN_CONFIG'];
  const file = resolve(cwd, named === undefined || named === '' ? DEFAULTS.file : named);
  // A link to nothing was meant to name clusters: to take it for no file would end in the sandbox.
  if (lstatSync(file, { throwIfNoEntry: false }) !== undefined) return file;
  if (!named) return undefined;
  const { locale, texts } = languageOf(input, undefined);
  throw new ConfigurationError(
    [`${texts.variable('COXSWAIN_CONFIG')}: ${texts.noFile(JSON.stringify(named))}`],
    locale,
  );
}

/** The file's text. @throws ConfigurationError when it is a folder, may not be read, or is a link to nothing */
function contentOf(input: ConfigurationInput, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { locale, texts } = languageOf(input, undefined);
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new ConfigurationError(
      [`${relative(input.cwd, file) || file}: ${texts.unreadableFile(code)}`],
      locale,
    );
  }
}

/** Clusters are steered only when a file names them; a variable may change a value in what the file has. */
function reportClustersFromVariables({ source, overrides, texts }: Provenance, problems: string[]) {
  const inFile = z.object({ environments: z.unknown() }).safeParse(source?.value ?? {});
  if (inFile.success && inFile.data.environments !== undefined) return;
  for (const { variable, path } of overrides.filter(({ path: [section] }) => section === 'environments')) {
    problems.push(
      `${texts.variable(variable)}: ${texts.clustersFromVariable(path.join('.'), DEFAULTS.file)}`,
    );
  }
}

/** The state folder, or a folder above it, is something else. */
function reportHome(home: string, report: Report): void {
  const file = notAFolder(home);
  if (file !== undefined) report(['home'], (texts) => texts.homeIsNoFolder(JSON.stringify(file)));
}

/** The nearest thing that exists on the way to a path, when it is no folder. What can't be looked at is left to whoever opens it. */
function notAFolder(path: string): string | undefined {
  try {
    const status = statSync(path, { throwIfNoEntry: false });
    if (status !== undefined) return status.isDirectory() ? undefined : path;
  } catch (error) {
    const below = error instanceof Error && 'code' in error && error.code === 'ENOTDIR';
    if (!below) return undefined;
  }
  return dirname(path) === path ? undefined : notAFolder(dirname(path));
}

/** Real systems beside a simulated cluster would not be used: what the file names is refused, what only the environment names is said. */
function reportOutside(
  world: World,
  sections: Sections,
  configured: readonly string[],
  say: { readonly source: Source | undefined; readonly report: Report; readonly remark: Report },
): void {
  if (world.kind === 'clusters') return;
  const inFile: unknown = say.source?.value;
  const named = new Set(typeof inFile === 'object' && inFile !== null ? Object.keys(inFile) : []);
  for (const name of configured.filter((each) => sections[each]?.outside === true)) {
    const tell = named.has(name) ? say.report : say.remark;
    tell([name], (texts) => texts.outsideSandbox(name));
  }
}

function reportChatInSandbox(
  world: World,
  data: ConfigurationFile,
  sections: Sections,
  configured: readonly string[],
  report: Report,
): void {
  if (world.kind === 'clusters' || data.sandbox === true) return;
  for (const name of configured.filter((each) => sections[each]?.chat === true)) {
    report([name], (texts) => texts.chatInSandbox(name));
  }
}
