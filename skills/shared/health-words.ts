import type { Locale } from '../../src/contracts/message.js';
import type { TextParams } from '../../src/contracts/outcome.js';
import { maskSecrets } from '../../src/contracts/masking.js';
import { fill, joinList } from '../../src/contracts/phrasing.js';
import type { WorkloadHealth } from './health.js';
import type { Manager } from './owner-state.js';

/** How states are called: `state` in a table's cell, `clause` in a sentence about one service. */
interface HealthWords {
  readonly state: Readonly<Record<string, string>>;
  readonly clause: Readonly<Record<string, string>>;
  readonly owner: string;
  /** As above, with how the owner says it is. */
  readonly ownerSays: string;
  readonly step: string;
  readonly weight: string;
}

const en: HealthWords = {
  state: {
    healthy: 'healthy',
    rolling: 'rolling out, {done} of {total}',
    starting: 'starting, {done} of {total} ready',
    paused: 'rollout paused at {done} of {total}',
    zero: 'scaled to 0',
    degraded: 'degraded',
    image_not_found: 'image not found',
    image_unauthorized: 'image pull refused',
    image_pull_failed: 'image pull failed',
    missing_config: 'configuration missing',
    container_cannot_run: 'container cannot start',
    out_of_memory: 'out of memory',
    crash_loop: 'crashing',
    unschedulable: 'no room on a node',
    evicted: 'evicted',
    not_ready: 'not ready',
  },
  clause: {
    healthy: '{service} is healthy',
    rolling: '{service} is rolling out, {done} of {total}',
    starting: '{service} is starting, {done} of {total} ready',
    paused: 'the rollout of {service} is paused at {done} of {total}',
    zero: '{service} is scaled to 0',
    degraded: '{service} is degraded',
    image_not_found: '{service} cannot find its image',
    image_unauthorized: '{service} may not pull its image',
    image_pull_failed: '{service} cannot pull its image',
    missing_config: '{service} misses configuration',
    container_cannot_run: '{service} cannot start its container',
    out_of_memory: '{service} is running out of memory',
    crash_loop: '{service} keeps crashing',
    unschedulable: '{service} finds no room on a node',
    evicted: '{service} was evicted',
    not_ready: '{service} is not ready',
  },
  owner: 'managed by {owner}',
  ownerSays: 'managed by {owner} ({says})',
  step: 'step {step} of {steps}',
  weight: '{weight}%',
};

const ko: HealthWords = {
  state: {
    healthy: '정상',
    rolling: '배포 중, {total}개 중 {done}개',
    starting: '시작 중, {total}개 중 {done}개 준비됨',
    paused: '배포 일시 중지, {total}개 중 {done}개',
    zero: '0개로 축소됨',
    degraded: '이상 있음',
    image_not_found: '이미지 없음',
    image_unauthorized: '이미지 접근 거부',
    image_pull_failed: '이미지 받기 실패',
    missing_config: '설정 없음',
    container_cannot_run: '컨테이너 시작 불가',
    out_of_memory: '메모리 부족',
    crash_loop: '반복 종료',
    unschedulable: '노드 자리 없음',
    evicted: '축출됨',
    not_ready: '준비 안 됨',
  },
  clause: {
    healthy: '{service:은/는} 정상이에요',
    rolling: '{service:은/는} 배포 중이에요({total}개 중 {done}개)',
    starting: '{service:은/는} 시작 중이에요({total}개 중 {done}개 준비됨)',
    paused: '{service} 배포가 {total}개 중 {done}개에서 멈춰 있어요',
    zero: '{service:은/는} 0개로 줄어 있어요',
    degraded: '{service}에 이상이 있어요',
    image_not_found: '{service:이/가} 이미지를 찾지 못해요',
    image_unauthorized: '{service:이/가} 이미지를 받을 권한이 없어요',
    image_pull_failed: '{service:이/가} 이미지를 받지 못해요',
    missing_config: '{service}에 필요한 설정이 없어요',
    container_cannot_run: '{service} 컨테이너가 시작되지 않아요',
    out_of_memory: '{service:은/는} 메모리가 부족해요',
    crash_loop: '{service:이/가} 계속 종료돼요',
    unschedulable: '{service:이/가} 들어갈 노드 자리가 없어요',
    evicted: '{service:이/가} 축출됐어요',
    not_ready: '{service:이/가} 준비되지 않았어요',
  },
  owner: '{owner:이/가} 관리',
  ownerSays: '{owner:이/가} 관리({says})',
  step: '{steps}단계 중 {step}단계',
  weight: '{weight}%',
};

const WORDS: Readonly<Record<Locale, HealthWords>> = { en, ko };

/** The state in one table cell, with the pod's own words where something is wrong. */
export function stateText(health: WorkloadHealth, locale: Locale): string {
  const { state } = health;
  const name = fill(WORDS[locale].state[keyOf(health)] ?? '', paramsOf(health), locale);
  return state.kind === 'degraded' && state.words !== ''
    ? `${name}: ${inWords(oneLine(state.words), locale)}`
    : name;
}

/** The words that are the bot's own beside what Kubernetes says; reasons such as `OOMKilled` keep their names. */
const KOREAN_WORDS: readonly (readonly [english: RegExp, korean: string])[] = [
  [/^(OOMKilled), (\d+) restarts$/, '$1, 재시작 $2회'],
  [/^exit (\d+|\?), (\d+) restarts/, '종료 코드 $1, 재시작 $2회'],
  [/^(\S+) runs but is not ready$/, '$1 실행 중이지만 준비 안 됨'],
];

function inWords(words: string, locale: Locale): string {
  return locale === 'en' ? words : KOREAN_WORDS.reduce((text, [from, to]) => text.replace(from, to), words);
}

/** One clause about the service, to be joined with others. */
export function stateClause(health: WorkloadHealth, locale: Locale): string {
  return fill(WORDS[locale].clause[keyOf(health)] ?? '', paramsOf(health), locale);
}

/**
 * Clauses as one: in Korean each but the last goes on, 결제는 메모리가 부족하고 광고는 0개로 줄어 있어요, where a comma between
 * two ended sentences sounds broken.
 */
export function joinClauses(clauses: readonly string[], locale: Locale): string {
  if (locale === 'en') return joinList(clauses, locale);
  const ended = (clause: string | undefined): boolean => clause !== undefined && ENDED.test(clause);
  return clauses.map((clause, at) => (ended(clauses[at + 1]) ? goesOn(clause) : clause)).join(', ');
}

const ENDED = /요(?:\([^)]*\))?$/u;

function goesOn(clause: string): string {
  return clause
    .replace(/아니에요(?=$|\()/u, '아니고')
    .replace(/이에요(?=$|\()/u, '이고')
    .replace(/예요(?=$|\()/u, '고')
    .replace(/해요(?=$|\()/u, '하고')
    .replace(/돼요(?=$|\()/u, '되고')
    .replace(/[어아]요(?=$|\()/u, '고');
}

export function ownerText({ name: owner, state }: Manager, locale: Locale): string {
  const { owner: plain, ownerSays, step, weight } = WORDS[locale];
  const says = [
    ...(state?.words ?? []).map(oneLine),
    ...(state?.step === undefined ? [] : [fill(step, state.step, locale)]),
    ...(state?.weight === undefined ? [] : [fill(weight, { weight: state.weight }, locale)]),
  ].join(', ');
  return says === '' ? fill(plain, { owner }, locale) : fill(ownerSays, { owner, says }, locale);
}

function keyOf({ state }: WorkloadHealth): string {
  return state.kind === 'degraded' && state.trouble !== undefined ? state.trouble.code : state.kind;
}

function paramsOf({ service, state }: WorkloadHealth): TextParams {
  const counted = state.kind === 'rolling' || state.kind === 'starting' || state.kind === 'paused';
  return counted ? { service, done: state.done, total: state.total } : { service };
}

/** A status message may be long and broken into lines; a cell is not. */
function oneLine(words: string): string {
  const line = maskSecrets(words).replace(/\s+/g, ' ').trim();
  return line.length > 140 ? `${line.slice(0, 139)}…` : line;
}
