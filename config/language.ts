import { z } from 'zod';
import { LOCALES, type Locale } from '../src/contracts/message.js';
import { DEFAULTS } from './defaults.js';
import { english, type ProblemTexts } from './problems.en.js';
import { korean } from './problems.ko.js';
import type { Sections } from './schema.js';
import type { Source } from './source.js';
import type { Environment as Variables } from './variables.js';

const localeSchema = z.enum(LOCALES);

/** The language of the problems: the asker's choice, then what the file says even when it is wrong, then the environment's. */
export function languageOf(
  asked: {
    readonly locale?: Locale | undefined;
    readonly env: Variables;
    readonly sections?: Sections;
  },
  source: Source | undefined,
): { readonly locale: Locale; readonly texts: ProblemTexts } {
  const written = localeSchema.safeParse(asked.env['COXSWAIN__LOCALE'] || source?.locale);
  const locale = asked.locale ?? (written.success ? written.data : localeOf(asked.env));
  if (locale === 'en') return { locale, texts: english };
  const tables = Object.values(asked.sections ?? {}).map((section) => Object.entries(section.korean ?? {}));
  return { locale, texts: korean(new Map(tables.flat())) };
}

/** POSIX order of the variables that name a language. */
export function localeOf(env: Variables): Locale {
  const named = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return named.startsWith('ko') ? 'ko' : DEFAULTS.locale;
}
