import { z } from 'zod';
import { localeSchema } from '../contracts/message.js';
import { isTimeZone, recurrenceIn } from '../contracts/recurrence.js';
import { missedPolicySchema } from '../contracts/schedule.js';
import { cronProblem } from './cron.js';

const TIME =
  'a time that comes again and that exists, at most every 15 minutes, such as weekday at 9, monday at 18:30 or 0 9 * * 1-5';
const CONVERSATION = 'a conversation such as slack:C024BE7LR';
const ZONE = 'an IANA time zone such as Asia/Seoul';
const NAME = 'a name of small letters, digits, "-" or "_"';
const SERVICES = 'a list of names of services';
const must = (error: string): { error: string } => ({ error });

/** The `schedules:` section: digests by name. */
export const schedulesSchema = z.record(
  z.string(must(NAME)).regex(/^[\p{Ll}\p{Lo}\p{N}][\p{Ll}\p{Lo}\p{N}_-]{0,62}$/u, must(NAME)),
  z.strictObject(
    {
      every: z
        .string(must(TIME))
        .refine((text) => cronOf(text) !== undefined, must(TIME))
        .transform((text) => cronOf(text) ?? ''),
      timezone: z.string(must(ZONE)).refine(isTimeZone, must(ZONE)).optional(),
      in: z.string(must(CONVERSATION)).regex(/^[a-z]+:\S+$/, must(CONVERSATION)),
      environment: z
        .string(must('the name of an environment'))
        .min(1, must('the name of an environment'))
        .optional(),
      services: z
        .array(z.string(must(SERVICES)).min(1, must(SERVICES)), must(SERVICES))
        .min(1, must(SERVICES))
        .optional(),
      missed: z.enum(missedPolicySchema.options, must('latest or skip')).optional(),
      locale: z.enum(localeSchema.options, must('en or ko')).optional(),
    },
    must('a schedule such as { every: weekday at 9, in: "slack:C024BE7LR" }'),
  ),
  must('names with their times such as morning: { … }'),
);
export type SchedulesSection = z.infer<typeof schedulesSchema>;

/** What its values must be, in Korean as the object of "적어 주세요", by the schema's words. */
export const schedulesKorean = {
  [TIME]: '평일 9시, 매주 월요일 18시 30분, 0 9 * * 1-5처럼 15분에 한 번보다 잦지 않은, 되풀이되는 시각을',
  [CONVERSATION]: 'slack:C024BE7LR 같은 대화를',
  [ZONE]: 'Asia/Seoul 같은 IANA 시간대를',
  [NAME]: '소문자, 숫자, "-", "_"로 된 이름을',
  [SERVICES]: '서비스 이름의 목록을',
  'the name of an environment': '환경 이름을',
  'latest or skip': 'latest나 skip을',
  'en or ko': 'en이나 ko를',
  'a schedule such as { every: weekday at 9, in: "slack:C024BE7LR" }':
    '{ every: 평일 9시, in: "slack:C024BE7LR" } 같은 예약을',
  'names with their times such as morning: { … }': 'morning: { … }처럼 이름과 시각을',
} as const;

/** `weekday at 9` as people write it in the file, where `every` is the key already. */
function cronOf(text: string): string | undefined {
  const found = [text, `every ${text}`].map(recurrenceIn).find(({ kind }) => kind === 'recurs');
  return found?.kind === 'recurs' && cronProblem(found.cron) === undefined ? found.cron : undefined;
}
