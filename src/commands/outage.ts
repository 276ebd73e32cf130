import type { Configuration } from '../../config/index.js';
import type { Locale } from '../contracts/message.js';
import type { Clock } from '../contracts/ports/clock.js';

/** How long the ledger may be down while somebody waits, in milliseconds: until it is said, and until waiting ends. */
const SAY_AFTER_MS = 2_000;
const GIVE_UP_AFTER_MS = 20_000;

/** What a waiting command makes of a ledger that is down: a word soon, and an end. */
export interface Outage {
  /** The ledger is down now. Returns true when waiting for operation `number` ends. */
  met(number: number, locale: Locale): boolean;
  /** It answers (again). */
  over(): void;
  /** The operation can't be followed any longer, and how it ends is not known here. */
  gaveUp(number: number, locale: Locale): void;
}

/** `say` writes a line to where problems are told. */
export function createOutage(
  { home, databaseUrl }: Pick<Configuration, 'home' | 'databaseUrl'>,
  clock: Clock,
  say: (line: string) => void,
): Outage {
  const subjectIn = (locale: Locale) =>
    databaseUrl === undefined ? TEXTS[locale].folder(home) : TEXTS[locale].database;
  let since: number | undefined;
  let told = false;
  const gaveUp = (number: number, locale: Locale) => say(TEXTS[locale].gaveUp(number));
  return {
    met(number, locale) {
      since ??= clock.now();
      const silentMs = clock.now() - since;
      if (silentMs >= SAY_AFTER_MS && !told) {
        told = true;
        say(TEXTS[locale].down(subjectIn(locale), number));
      }
      if (silentMs < GIVE_UP_AFTER_MS) return false;
      gaveUp(number, locale);
      return true;
    },
    over() {
      since = undefined;
      told = false;
    },
    gaveUp,
  };
}

const TEXTS = {
  en: {
    folder: (home: string) => `My ledger in ${home} is gone or can't be used. Put the folder back`,
    database: 'My ledger, the database of DATABASE_URL, does not answer. Bring it back',
    down: (subject: string, number: number) =>
      `${subject}, and #${number} goes on. Until then I change nothing more.`,
    gaveUp: (number: number) =>
      `I wait no longer: how #${number} ends is not known. With the ledger back, coxswain say "jobs" tells; without it, look at the cluster: kubectl get deployments --all-namespaces`,
  },
  ko: {
    folder: (home: string) => `${home} 폴더의 원장이 없어졌거나 쓸 수 없어요. 폴더를 되돌려 놓으면`,
    database: 'DATABASE_URL의 원장 데이터베이스가 응답하지 않아요. 다시 살아나면',
    down: (subject: string, number: number) =>
      `${subject} #${number} 작업을 이어서 해요. 그때까지는 아무것도 더 바꾸지 않아요.`,
    gaveUp: (number: number) =>
      `더 기다리지 않을게요. #${number} 작업이 어떻게 끝날지는 알 수 없어요. 원장이 돌아오면 coxswain say "작업 목록"으로 확인하고, 아니면 클러스터에서 직접 보세요: kubectl get deployments --all-namespaces`,
  },
} as const;
