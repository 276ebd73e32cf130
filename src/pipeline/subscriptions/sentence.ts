/** What a sentence about subscriptions asks for. */
export type SubscriptionSentence =
  | { readonly act: 'list' }
  | { readonly act: 'delete'; readonly number: number | undefined }
  /** `condition`: the words that say which runs are meant. */
  | { readonly act: 'create'; readonly condition: string };

const POLITE = String.raw`(?:please\s+|can you\s+|could you\s+)?`;
const LIST = new RegExp(
  String.raw`^${POLITE}(?:(?:list|show|what are)\s+(?:me\s+)?(?:my |our |the |all )*)?subscriptions[\s?.!]*$`,
  'i',
);
const LIST_KO =
  /^(?:파이프라인\s*)?(?:알림|구독)\s*(?:목록|리스트|보여|뭐\s*있)(?:을|를)?\s*(?:보여|알려)?\s*(?:줘|줘요|주세요|어|어요)?[\s?.!]*$/u;
const DELETE = new RegExp(
  String.raw`^${POLITE}(?:(?:delete|remove|cancel|stop|end)\s+(?:the\s+)?subscription|unsubscribe(?:\s+from)?(?:\s+subscription)?)(?:\s+(?:number\s+)?#?(\d+))?[\s.!]*$`,
  'i',
);
const DELETE_KO =
  /^(?:(?:알림|구독)\s*#?(\d+)?\s*번?|#?(\d+)\s*번?\s*(?:알림|구독))\s*(?:을|를)?\s*(?:삭제|지워|취소|해지|해제)\s*(?:해)?\s*(?:줘|줘요|주세요)?[\s.!]*$/u;

const TO = String.raw`(?:this (?:channel|conversation|thread|chat)|here|us|me|everyone)`;
const MAKE = [
  new RegExp(
    String.raw`^${POLITE}(?:notify|alert|ping)\s+(?:${TO}\s+)?(?:here\s+)?(?:when(?:ever)?|if|once|about|of|on)\s+(.+)$`,
    'is',
  ),
  new RegExp(String.raw`^${POLITE}subscribe\s+(?:${TO}\s+)?(?:to|when(?:ever)?)\s+(.+)$`, 'is'),
  // "tell me when the build failed" asks for a time; only what is to come is told of.
  new RegExp(
    String.raw`^${POLITE}(?:tell\s+${TO}|let\s+${TO}\s+know)\s+when(?:ever)?\s+(?!.*\b(?:has|failed|finished|ended|passed|succeeded)\b)(.+)$`,
    'is',
  ),
] as const;
const PIPELINE = /\b(?:pipelines?|builds?|workflows?|ci)\b|파이프라인|빌드|워크플로/iu;
const MAKE_KO =
  /^(.*?(?:면|때마다|때|를|을))\s*(?:이\s*(?:채널|대화|방)(?:에|로|에서)?\s*|여기(?:에|로|서)?\s*|우리(?:에게|한테)?\s*|나(?:에게|한테)\s*)?(?:알려|알림|통지|공유|구독)\s*(?:을|를)?\s*(?:해|보내)?\s*(?:줘|줘요|주세요|주십시오)?[\s.!]*$/su;
const MAKE_KO_FIRST = /^(?:이\s*(?:채널|대화|방)(?:에|로|에서)?|여기(?:에|로|서)?)\s+/u;

/** Sentences about subscriptions, and no others: what is not surely one is left to the language engine. */
export function subscriptionSentence(heard: string): SubscriptionSentence | undefined {
  const text = heard.trim().replace(/[’‘]/gu, "'");
  if (LIST.test(text) || LIST_KO.test(text)) return { act: 'list' };
  const deleted = DELETE.exec(text) ?? DELETE_KO.exec(text);
  if (deleted !== null) {
    const number = deleted[1] ?? deleted[2];
    return { act: 'delete', number: number === undefined ? undefined : Number(number) };
  }
  if (!PIPELINE.test(text)) return undefined;
  const english = MAKE.map((form) => form.exec(text)?.[1]).find((rest) => rest !== undefined);
  const condition = english ?? korean(text);
  return condition === undefined ? undefined : { act: 'create', condition };
}

/** 실패했으면 asks how it went; 실패하면 is about what is to come. */
function korean(text: string): string | undefined {
  const condition = MAKE_KO.exec(text.replace(MAKE_KO_FIRST, ''))?.[1];
  if (condition === undefined || /[았었했졌났됐]으면|[았었했졌났됐]는지/u.test(condition)) return undefined;
  return /(?:면|때마다|때)$/u.test(condition) || /구독/u.test(text) ? condition : undefined;
}
