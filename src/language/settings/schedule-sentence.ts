import { recurrenceIn, type Recurrence } from '../../contracts/recurrence.js';
import { asWritten } from './written.js';
import { zoneIn, type ZoneSaid } from './zones.js';

/** What a sentence about schedules asks for. */
export type ScheduleSentence =
  | { readonly act: 'list' }
  | { readonly act: 'pause' | 'resume' | 'delete' | 'run'; readonly number: number | undefined }
  | {
      readonly act: 'create';
      readonly recurrence: Recurrence;
      /** Whose wall clock is meant, where that is said. */
      readonly zone: ZoneSaid | undefined;
      /** The channel as it was written; undefined: the conversation it was said in. */
      readonly where: string | undefined;
      /** What is left without time and place: says what is to be posted. */
      readonly rest: string;
    };

const POLITE = String.raw`(?:please\s+|can you\s+|could you\s+|would you\s+)*`;
const HAVE = String.raw`(?:\s+(?:are there|do (?:we|i) have|exist|are active|are set up))?`;
const POSTS = String.raw`(?:scheduled|planned)\s+(?:digests?|posts?|reports?|summaries|things)`;
const LIST = new RegExp(
  String.raw`^${POLITE}(?:(?:(?:list|show|what are|which are|give me)\s+(?:me\s+)?(?:my |our |the |all )*|(?:what|which|any)\s+)?(?:schedules|${POSTS})${HAVE}|(?:what(?:'s| is)|is anything|anything)\s+scheduled|what do (?:we|i) have scheduled|when (?:is|are|will) the next (?:scheduled )?(?:digest|post|report|summary)(?: be)?)(?:\s+here)?[\s?.!]*$`,
);
const LIST_KO =
  /^(?:(?:예약|스케줄)\s*(?:목록|리스트|현황|보여|알려|(?:이|은)?\s*뭐\s*(?:가\s*)?있)(?:을|를|이|은|는)?\s*(?:좀\s*)?(?:보여|알려|뭐야|말해)?\s*(?:줘|줘요|줄래|주세요|어|어요|나요|지)?|(?:무슨|어떤)\s*(?:예약|스케줄)(?:이)?\s*있(?:어|어요|나요|지)?|(?:뭐가|뭐|무엇이)\s*예약\s*(?:돼|되어|됐)\s*(?:있)?(?:어|어요|나요)?|예약(?:된|한)\s*(?:거|것|요약|게)(?:이|은|는)?\s*(?:뭐|다)?\s*(?:있어|있어요|있나요|야|예요|보여\s*줘|알려\s*줘|보여\s*주세요|알려\s*주세요)?|다음\s*(?:예약|요약)(?:은|이)?\s*언제(?:야|예요|인가요|지)?)[\s?.!]*$/u;
const MANAGE = new RegExp(
  String.raw`^${POLITE}(pause|stop|resume|unpause|delete|remove|cancel|run|trigger|disable|enable|turn off|turn on|suspend|drop|post)\s+(?:the\s+)?(?:digest\s+)?schedule(?:\s+(?:number\s+)?#?(\d+))?(?:\s+(?:right\s+)?now)?(?:\s+(?:please|for now|again))*[\s.!]*$`,
);
const MANAGE_KO =
  /^(?:(?:예약|스케줄)\s*#?(\d+)?\s*번?|#?(\d+)\s*번?\s*(?:예약|스케줄))\s*(?:을|를)?\s*(?:지금\s*|잠시\s*|잠깐\s*|다시\s*)?(삭제|지워|취소|없애|멈춰|중지|정지|꺼|켜|일시\s*중지|재개|다시\s*시작|계속|실행|돌려)\s*(?:해)?\s*(?:줘|줘요|줄래|주세요)?[\s.!]*$/u;
const ACTS: Readonly<Record<string, 'pause' | 'resume' | 'delete' | 'run'>> = {
  ...{ pause: 'pause', stop: 'pause', resume: 'resume', unpause: 'resume', run: 'run', post: 'run' },
  ...{ delete: 'delete', remove: 'delete', cancel: 'delete', drop: 'delete', trigger: 'run' },
  ...{ disable: 'pause', enable: 'resume', 'turn off': 'pause', 'turn on': 'resume', suspend: 'pause' },
  ...{ 삭제: 'delete', 지워: 'delete', 취소: 'delete', 없애: 'delete', 멈춰: 'pause', 중지: 'pause' },
  ...{ 정지: 'pause', 꺼: 'pause', 켜: 'resume', 일시중지: 'pause', 재개: 'resume', 다시시작: 'resume' },
  ...{ 계속: 'resume', 실행: 'run', 돌려: 'run' },
};

const ASKS = new RegExp(String.raw`^${POLITE}schedule\b`);
const ASKS_KO =
  /예약(?:을)?\s*(?:해|걸어|잡아|부탁해|부탁해요|부탁드려요)?\s*(?:줘|줘요|줄래|주세요|주라)?[\s.!]*$/u;
const DIGEST =
  /\b(?:digest|summary|report|recap|brief(?:ing)?|overview)\b|요약|다이제스트|리포트|보고|브리핑/u;
const WHERE =
  /(?:\b(?:in|to|into|on)\s+)?(<#[A-Z0-9]+(?:\|[^>]*)?>|#[\p{L}\p{N}_-]+)(?:\s*채널)?(?:에다가?|에서|에|으로|로)?/iu;
const HERE = /\b(?:here|in this channel|to this channel)\b|여기(?:에|에다|로)?|이\s*채널(?:에|로)/giu;

/** Sentences about schedules, and no others: what is not surely one is left to the language engine. */
export function scheduleSentence(heard: string): ScheduleSentence | undefined {
  const text = asWritten(heard);
  const said = text.trim().toLowerCase();
  if (LIST.test(said) || LIST_KO.test(said)) return { act: 'list' };
  const english = MANAGE.exec(said);
  if (english !== null) return managing(english[1], english[2]);
  const korean = MANAGE_KO.exec(said);
  if (korean !== null) return managing(korean[3]?.replace(/\s/g, ''), korean[1] ?? korean[2]);
  const zone = zoneIn(text);
  const timed = zone === undefined ? text : text.replace(zone.said, ' ');
  const recurrence = recurrenceIn(timed);
  const asked = ASKS.test(said) || ASKS_KO.test(said);
  // "daily digest" is one, now.
  const again = recurrence.kind === 'no_time' ? repeats(text) : recurrence.kind !== 'none';
  if (!asked && !(again && DIGEST.test(said))) return undefined;
  return {
    act: 'create',
    recurrence,
    zone,
    where: WHERE.exec(text)?.[1],
    rest: restOf(without(timed, recurrence)),
  };
}

function without(text: string, recurrence: Recurrence): string {
  if (recurrence.kind !== 'unsupported') return text;
  const at = text.toLowerCase().indexOf(recurrence.said);
  return at < 0 ? text : `${text.slice(0, at)} ${text.slice(at + recurrence.said.length)}`;
}

function managing(verb = '', number: string | undefined): ScheduleSentence | undefined {
  const act = ACTS[verb];
  return act === undefined ? undefined : { act, number: number === undefined ? undefined : Number(number) };
}

const REPEATS =
  /\b(?:every|each)\s+(?:single\s+|other\s+)?(?:\d+\s+)?(?:(?:week|work(?:ing)?\s*)?days?|nights?|mornings?|evenings?|afternoons?|weeks?|weekends?|months?|hours?|minutes?|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b|\b(?:hourly|nightly|weekly)\b|\bdaily\s+at\b|매일|매주|매달|매월|매시간|매번|날마다|밤마다|아침마다|평일마다|주말마다|요일마다|시간마다|분마다|시마다/iu;

/** Whether something is to happen again and again: it must not be done once, at once. */
export function repeats(text: string): boolean {
  return REPEATS.test(text);
}

/** Words about when, where and how; what they leave is understood like any other request. */
const WORDS = [
  WHERE,
  /\b(?:from|between)\s+\d{1,2}(?:[:.]00)?\s*(?:[ap]m)?\s*(?:to|until|till|and|through|-|–)\s*\d{1,2}(?:[:.]00)?\s*(?:[ap]m)?(?![\d:])/giu,
  /(?:오전|오후)?\s*\d{1,2}\s*시\s*부터\s*(?:오전|오후)?\s*\d{1,2}\s*시\s*까지|[월화수목금토일]요일\s*(?:부터|에서|과|와|,)\s*[월화수목금토일]요일(?:\s*까지)?|(?<=시)\s*(?:와|과|하고|랑|,)(?=\s*(?:오전|오후)?\s*\d)|\d+\s*분마다|\d{1,2}\s*분에?|(?:매월|매달)\s*(?:\d{1,2}\s*일|(?:첫|둘|셋|넷|\d)\s*(?:번\s*)?째\s*(?:주)?)?/gu,
  /\b(?:on )?(?:the )?(?:\d{1,2}(?:st|nd|rd|th)?(?:,? and (?:the )?\d{1,2}(?:st|nd|rd|th))?|(?:first|second|third|fourth) (?:mon|tues|wednes|thurs|fri|satur|sun)day) (?:of )?(?:every|each|the|a) month\b|\b(?:every month|monthly) on (?:the )?\d{1,2}(?:st|nd|rd|th)?\b/giu,
  /\b(?:at )?(?:half|quarter) (?:past|to)\b|\bat minute \d{1,2}\b|\b(?:every|each) (?:[a-z\d]+ (?:min(?:ute)?s?|hours?)|half(?: an)?[ -]hour)\b|\bhourly\b|(?:\band|,)\s+(?=(?:at\s+)?\d|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\s+(?:to|through|thru|until|till)\s+(?=(?:mon|tues|wednes|thurs|fri|satur|sun)day)/giu,
  /매일|매주|매(?=\s*\d+\s*시간)|평일|주말|매시간|날마다|마다|[월화수목금토일]요일|오전|오후|아침|저녁|새벽|정오|자정|\d+\s*시간|(?:\d{1,2}|한|두|세|네|다섯|여섯|일곱|여덟|아홉|열한|열두|열)\s*시(?:\s*(?:\d{1,2}\s*분|반))?에?/gu,
  HERE,
  /\b(?:please|can you|could you|schedule|post|send|show me|give me|every|each|daily|at|by|on|o'?clock)\b/giu,
  /\b(?:week ?days?|working days?|weekends?|days?|mornings?|evenings?|nights?|afternoons?|hours?|noon|midnight)\b/giu,
  /\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b/giu,
  /\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\b\.?)?|\b\d{1,2}\s*(?:a\.?m\.?|p\.?m\.?)?(?![\w.])/giu,
  /(?:\*|\d)[\d*,/-]*(?:\s+[*\dA-Za-z][\d*,/\-A-Za-z]*){4}/gu,
  /예약해?|올려|보내|해\s*줘|해\s*주세요|줘|주세요/gu,
] as const;

function restOf(text: string): string {
  return WORDS.reduce((rest, words) => rest.replace(words, ' '), text)
    .replace(/\s+/g, ' ')
    .trim();
}
