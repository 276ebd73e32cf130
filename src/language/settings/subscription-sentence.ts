import type { NameEntry } from '../../contracts/catalogue.js';
import { conditionIn } from './condition.js';

/** What a sentence about subscriptions asks for. */
export type SubscriptionSentence =
  | { readonly act: 'list' }
  | { readonly act: 'delete'; readonly number: number | undefined }
  /** `condition`: the words that say which runs are meant. */
  | { readonly act: 'create'; readonly condition: string };

const POLITE = String.raw`(?:please\s+|can you\s+|could you\s+|would you\s+|hey,?\s+)*`;
const HAVE = String.raw`(?:\s+(?:are there|do (?:we|i) have|does this (?:channel|conversation) have|exist|are active))?`;
const LIST = new RegExp(
  String.raw`^${POLITE}(?:(?:(?:list|show|what are|which are|give me)\s+(?:me\s+)?(?:my |our |the |all |this channel's )*|(?:what|which|any)\s+)?(?:pipeline\s+)?subscriptions${HAVE}(?:\s+(?:here|in this channel))?|what (?:is this channel|is this conversation|are we|am i) subscribed to)[\s?.!]*$`,
  'i',
);
const LIST_KO =
  /^(?:(?:이 채널\s*|지금\s*)?(?:파이프라인\s*)?(?:알림|구독)\s*(?:목록|리스트|현황|보여|(?:이|은)?\s*뭐\s*(?:가\s*)?있)(?:을|를|이|은|는)?\s*(?:좀\s*)?(?:보여|알려|뭐야|어때)?\s*(?:줘|줘요|줄래|주세요|어|어요|나요|지)?|(?:무슨|어떤)\s*(?:알림|구독)(?:이)?\s*(?:있|걸려\s*있)(?:어|어요|나요|지)?|(?:뭐|무엇을?|뭘)\s*구독\s*(?:하고\s*있|중이)(?:어|어요|야|에요|나요)?|구독\s*중인\s*(?:거|것|알림)(?:이|은|는)?\s*(?:뭐야|뭐예요|보여\s*줘|알려\s*줘)?)[\s?.!]*$/u;
const DELETE = new RegExp(
  String.raw`^${POLITE}(?:(?:delete|remove|cancel|stop|end|drop)\s+(?:the\s+|our\s+|my\s+)?subscription|unsubscribe(?:\s+(?:us|me|this channel|this conversation))?(?:\s+from)?(?:\s+subscription)?)(?:\s+(?:number\s+)?#?(\d+))?[\s.!]*$`,
  'i',
);
/** Which one is meant is read back, or asked. */
const DELETE_ABOUT =
  /^(?:please\s+)?(?:unsubscribe\s+(?:(?:us|me|this channel|this conversation)\s+)?from\s+.+|stop\s+(?:notifying|telling|alerting|pinging)\s+(?:us|me|this channel|this conversation)(?:\s+(?:about|of|when|on)\s+.+)?)$/is;
const DELETE_KO =
  /^(?:(?:파이프라인\s*)?(?:알림|구독)\s*#?(\d+)?\s*번?|#?(\d+)\s*번?\s*(?:알림|구독))\s*(?:을|를)?\s*(?:삭제|지워|취소|해지|해제|끊어)\s*(?:해|하고\s*싶어)?\s*(?:줘|줘요|줄래|주세요)?[\s.!]*$/u;

const TO = String.raw`(?:this (?:channel|conversation|thread|chat|room)|here|us|me|everyone|the team)`;
const WHEN = String.raw`(?:when(?:ever)?|if|once|as soon as|(?:every|each|any) ?time|in case)`;
const NEWS = String.raw`(?:updates?|alerts?|notifications?|messages?|news|results?|status(?: changes)?)`;
const HERE = String.raw`(?:\s+(?:to\s+|in\s+|into\s+)?${TO})?`;
interface Form {
  readonly form: RegExp;
  /** May be said of services without the word pipeline. */
  readonly strong?: true;
}
const create = (form: string): RegExp => new RegExp(String.raw`^${POLITE}${form}[\s.!]*$`, 'is');
const PAST = String.raw`(?!.*\b(?:has|have|had|did|was|were|failed|finished|ended|passed|succeeded)\b)`;
const MAKE: readonly Form[] = [
  {
    form: create(
      String.raw`(?:notify|alert|ping|warn|message)\s+(?:${TO}\s+)?(?:here\s+)?(?:${WHEN}|about|of|on)\s+(.+?)`,
    ),
    strong: true,
  },
  { form: create(String.raw`subscribe\s+(?:${TO}\s+)?(?:to|for|${WHEN})\s+(.+?)`), strong: true },
  // "tell me when the build failed" asks for a time; only what is to come is told of.
  { form: create(String.raw`(?:tell\s+${TO}|let\s+${TO}\s+know)\s+${WHEN}\s+${PAST}(.+?)`) },
  {
    form: create(
      String.raw`(?:i|we)(?:'d| would)?\s+(?:want|like|need|love)\s+to\s+(?:be\s+(?:told|notified|alerted|pinged|informed)|know|hear)\s+(?:${TO}\s+)?(?:${WHEN}|about|of)\s+${PAST}(.+?)`,
    ),
  },
  {
    form: create(
      String.raw`(?:give|send|drop|post)\s+(?:${TO}\s+)?(?:an?\s+)?(?:message|note|heads[- ]up|alert|notification|word)${HERE}\s+${WHEN}\s+${PAST}(.+?)`,
    ),
  },
  {
    form: create(
      String.raw`(?:send|post|share)\s+(?:${TO}\s+)?((?:the\s+)?(?:pipeline|build|ci)\s+(?:failures?|successes)\s+(?:of|for|from)\s+.+?)${HERE}`,
    ),
  },
  {
    form: create(
      String.raw`(?:send|post|share)\s+(?:${TO}\s+)?(?:the\s+)?(?:pipeline|build|ci)\s+${NEWS}\s+(?:of|for|from|about|on)\s+(.+?)${HERE}`,
    ),
  },
  { form: create(String.raw`(?:watch|follow|keep an eye on)\s+(.+?)${HERE}(?:\s+for\s+${TO})?`) },
  {
    form: create(
      String.raw`${WHEN}\s+${PAST}(.+?),?\s+(?:please\s+)?(?:(?:notify|alert|ping|tell)\s+${TO}|let\s+${TO}\s+know|post\s+(?:it\s+)?(?:here|in this channel))(?:\s+here)?`,
    ),
  },
];
const PIPELINE = /\b(?:pipelines?|builds?|workflows?|ci)\b|파이프라인|빌드|워크플로/iu;

const TO_KO = String.raw`(?:이\s*(?:채널|대화|방)(?:에다?|로|에서|에게)?|여기(?:에다?|로|서)?|채널(?:에|로)|우리\s*(?:팀)?(?:에게|한테|에)?|저희(?:에게|한테)?|나(?:에게|한테)|내게|저(?:에게|한테)|제게|팀에)`;
const ASK_KO = String.raw`(?:줘|줘요|줄래|줄래요|주라|주세요|주십시오|주시겠어요|주면\s*좋겠어|줬으면\s*좋겠어|라|할래|할게요?|하고\s*싶어|받고\s*싶어|받을래)?`;
const TELL_KO = String.raw`(?:알려|알림|통지|통보|공유|구독|말해|얘기해|(?:알림|메시지|메세지|연락)(?:을|를)?\s*(?:보내|남겨))`;
const MAKE_KO = new RegExp(
  String.raw`^(.*?(?:면|때마다|때|를|을))\s*(?:바로\s*|꼭\s*|좀\s*)?(?:${TO_KO}\s*)?(?:바로\s*|꼭\s*|좀\s*)?${TELL_KO}\s*(?:을|를)?\s*(?:해|보내)?\s*${ASK_KO}[\s.!]*$`,
  'su',
);
/** 체크아웃 파이프라인 실패 알림 설정해 줘, 체크아웃 파이프라인 구독. */
const MAKE_KO_NOUN = new RegExp(
  String.raw`^(.+?)\s*(?:${TO_KO}\s*)?(?:알림(?:을)?\s*(?:${TO_KO}\s*)?(?:설정|등록|추가|신청|켜|걸어|만들어|받|보내)|구독(?:을)?)\s*(?:신청)?\s*(?:해)?\s*${ASK_KO}[\s.!]*$`,
  'su',
);
const MAKE_KO_FIRST = new RegExp(String.raw`^${TO_KO}\s+`, 'u');

/**
 * Sentences about subscriptions, and no others: what is not surely one is left to the rest of the engine. The word pipeline
 * may be left out where everything else is of runs: "subscribe to checkout".
 */
export function subscriptionSentence(
  heard: string,
  services: readonly NameEntry[] = [],
): SubscriptionSentence | undefined {
  const text = heard.trim().replace(/[’‘]/gu, "'");
  if (LIST.test(text) || LIST_KO.test(text)) return { act: 'list' };
  const deleted = DELETE.exec(text) ?? DELETE_KO.exec(text);
  if (deleted !== null) {
    const number = deleted[1] ?? deleted[2];
    return { act: 'delete', number: number === undefined ? undefined : Number(number) };
  }
  if (DELETE_ABOUT.test(text)) return { act: 'delete', number: undefined };
  const made = english(text) ?? korean(text);
  if (made === undefined) return undefined;
  const { condition, strong } = made;
  if (!PIPELINE.test(text) && !(strong && isOfRuns(condition, services))) return undefined;
  return { act: 'create', condition };
}

interface Made {
  readonly condition: string;
  readonly strong: boolean;
}

function english(text: string): Made | undefined {
  for (const { form, strong } of MAKE) {
    const condition = form.exec(text)?.[1];
    if (condition !== undefined) return { condition, strong: strong === true };
  }
  return undefined;
}

/** 실패했으면 asks how it went; 실패하면 is about what is to come. */
function korean(text: string): Made | undefined {
  const said = text.replace(MAKE_KO_FIRST, '');
  const noun = MAKE_KO_NOUN.exec(said)?.[1];
  const condition = MAKE_KO.exec(said)?.[1] ?? noun;
  if (condition === undefined || /[았었했졌났됐]으면|[았었했졌났됐]는지/u.test(condition)) return undefined;
  const means = /(?:면|때마다|때)$/u.test(condition) || /구독/u.test(text) || noun !== undefined;
  return means ? { condition, strong: true } : undefined;
}

function isOfRuns(condition: string, services: readonly NameEntry[]): boolean {
  const read = conditionIn(condition, services);
  return 'condition' in read && JSON.stringify(read.condition).includes('"service"');
}
