import type { SubscribedState } from '../../contracts/subscription.js';

/** Whose value a word is that no table knows. */
export type Field = 'branch' | 'author';

export const STATES: readonly (readonly [SubscribedState, RegExp])[] = [
  ['failed', /(?:fail(?:s|ed|ing|ures?)?|breaks?|broken|red)(?!\w)|실패|깨지|깨질|터지|터질/iuy],
  ['succeeded', /(?:succeeds?|succeeded|success|pass(?:es|ed)?|green)(?!\w)|성공|통과/iuy],
  ['cancelled', /(?:cancel(?:l?ed|s)?|abort(?:ed|s)?)(?!\w)|취소|중단/iuy],
  [
    'waiting',
    /(?:waits?|waiting)(?!\w)(?:\s+for\s+(?:an?\s+)?approval)?|(?:승인을?\s*)?(?:기다리|기다릴|대기)/iuy,
  ],
  ['going', /(?:starts?|started|begins?|running)(?!\w)|시작/iuy],
  ['ended', /(?:ends?|ended|finish(?:es|ed)?|completes?|completed)(?!\w)|끝나|끝날|완료|종료/iuy],
];
export const BEFORE: readonly (readonly [Field, RegExp])[] = [
  ['branch', /(?:(?:on|in)\s+)?(?:the\s+)?branch(?:es)?(?!\w)|on(?!\w)|브랜치(?:가|는|이)/iuy],
  ['author', /authors?(?!\w)|by(?!\w)|작성자(?:가|는)?/iuy],
];
/** What follows its value: main 브랜치에서, bob이 올린. */
export const BEHIND: readonly (readonly [Field, RegExp])[] = [
  ['branch', /\s*브랜치(?:에서|의)?|에서(?:는)?|\s+branch(?!\w)/iuy],
  ['author', /(?:이|가)?\s*(?:올린|작성한|만든|커밋한|푸시한)/uy],
];
export const NOT = /(?:not|neither|except|excluding|other than|without)(?!\w)/iuy;
export const NOT_BEHIND =
  /(?:하|되|지)?지\s*(?:않|안)[가-힣]*|(?:이|가)?\s*아(?:니[가-힣]*|닌|닐)|(?:은|는)?\s*(?:말고|빼고|제외하고|제외한)/uy;
export const OR = /or(?!\w)|(?:하|되|이)?거나|또는|혹은|이나(?=\s)|나(?=\s)/iuy;
export const NOR = /nor(?!\w)/iuy;
export const AND = /and(?!\w)|&&?|그리고|(?:하|이|되)?고(?=\s)|이면서|이랑|랑|하고|와(?=\s)|과(?=\s)/iuy;
export const NOISE =
  /(?:the|an?|any|every|all|pipelines?|builds?|runs?|workflows?|ci|is|was|are|gets?|it|its|of|for|either|but|does|do|status|services?|again|back|please|too|while|with|from|s|to|be|has|where|that|when|in(?=\s+the))(?!\w)|파이프라인|빌드|워크플로우?|서비스|상태|브랜치|(?:하|되|이|지|나|리)?(?:면|는|때마다|때)|[이가은는을를의에로인한할될된하]|될|도중|중|[\s,;:.'"“”]+/iuy;
export const WORD = /[\p{L}\p{N}_.@*][\p{L}\p{N}_./@*+#-]*/uy;
export const LATIN = /[\w.@*][\w./@*+#-]*/uy;
export const UNLESS = /unless(?!\w)/iuy;
export const BRANCH_AGAIN = /\s+branch(?!\w)/iuy;
