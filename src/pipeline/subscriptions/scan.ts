import type { NameEntry } from '../../contracts/catalogue.js';
import type { SubscribedState, Term } from '../../contracts/subscription.js';

/** What a condition is made of, in the order in which it was said. */
export type Item =
  | { readonly kind: 'term'; readonly term: Term }
  | { readonly kind: 'and' | 'or' | 'not' | 'unless' | 'open' | 'close' };
type Free = { readonly kind: 'free'; readonly value: string };
export type Scanned = { readonly items: readonly Item[] } | { readonly unknown: string };
type Field = 'branch' | 'author';

const STATES: readonly (readonly [SubscribedState, RegExp])[] = [
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
const BEFORE: readonly (readonly [Field, RegExp])[] = [
  ['branch', /(?:(?:on|in)\s+)?(?:the\s+)?branch(?:es)?(?!\w)|on(?!\w)|브랜치(?:가|는|이)/iuy],
  ['author', /authors?(?!\w)|by(?!\w)|작성자(?:가|는)?/iuy],
];
/** What follows its value: main 브랜치에서, bob이 올린. */
const BEHIND: readonly (readonly [Field, RegExp])[] = [
  ['branch', /\s*브랜치(?:에서|의)?|에서(?:는)?|\s+branch(?!\w)/iuy],
  ['author', /(?:이|가)?\s*(?:올린|작성한|만든|커밋한|푸시한)/uy],
];
const NOT = /(?:not|except|excluding|other than|without)(?!\w)/iuy;
const NOT_BEHIND =
  /(?:하|되|지)?지\s*(?:않|안)[가-힣]*|(?:이|가)?\s*아(?:니[가-힣]*|닌|닐)|(?:은|는)?\s*(?:말고|빼고|제외하고|제외한)/uy;
const OR = /or(?!\w)|(?:하|되|이)?거나|또는|혹은|이나(?=\s)|나(?=\s)/iuy;
const AND = /and(?!\w)|&&?|그리고|(?:하|이|되)?고(?=\s)|이면서|이랑|랑|하고|와(?=\s)|과(?=\s)/iuy;
const NOISE =
  /(?:the|an?|any|every|all|pipelines?|builds?|runs?|workflows?|ci|is|was|are|gets?|it|its|of|for|either|but|does|do|status|services?|while|with|from|s|to|be|has|where|that|when|in(?=\s+the))(?!\w)|파이프라인|빌드|워크플로우?|서비스|상태|브랜치|(?:하|되|이|지|나|리)?(?:면|는|때마다|때)|[이가은는을를의에로인한할될된하]|될|도중|중|[\s,;:.'"“”]+/iuy;
const WORD = /[\p{L}\p{N}_.@*][\p{L}\p{N}_./@*+#-]*/uy;
const LATIN = /[\w.@*][\w./@*+#-]*/uy;

/** Reads the words of a condition; one that means nothing here is told, never passed over. */
export function scan(said: string, services: readonly NameEntry[]): Scanned {
  const text = said
    .replace(/\b(?:is|does|are|do|was)n't\b/giu, ' not ')
    .replace(/'s\b|s'(?=\s)/giu, ' ')
    .trim();
  const names = namesOf(services);
  const items: (Item | Free)[] = [];
  let at = 0;
  let field: Field | undefined;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found === '' ? undefined : found;
  };
  const add = (item: Item | Free): void => void items.push(item);
  const value = (): boolean => {
    const word = take(LATIN) ?? (field === undefined ? undefined : take(WORD));
    if (word === undefined) return false;
    const trimmed = word.replace(/[.]+$/u, '');
    add(field === undefined ? { kind: 'free', value: trimmed } : termOf(field, trimmed));
    // "on the Feature/X branch" says it on both sides.
    if (field === 'branch') take(/\s+branch(?!\w)/iuy);
    field = undefined;
    return true;
  };
  const marked = (table: typeof BEFORE): Field | undefined =>
    table.find(([, pattern]) => take(pattern) !== undefined)?.[0];
  while (at < text.length) {
    if (take(/\(/uy) !== undefined) add({ kind: 'open' });
    else if (take(/\)/uy) !== undefined) add({ kind: 'close' });
    else if (take(/unless(?!\w)/iuy) !== undefined) add({ kind: 'unless' });
    else if (take(NOT) !== undefined) add({ kind: 'not' });
    else if (readBehind()) continue;
    else if (take(OR) !== undefined) add({ kind: 'or' });
    else if (take(AND) !== undefined) add({ kind: 'and' });
    else if (field === undefined && readKnown()) continue;
    else if (take(NOISE) !== undefined) continue;
    else if (!value()) return { unknown: text.slice(at).split(/\s/u)[0] ?? '' };
  }
  return field === undefined ? settle(items) : { unknown: text };

  function readBehind(): boolean {
    if (items.at(-1)?.kind === 'free') {
      const behind = marked(BEHIND);
      if (behind !== undefined) {
        for (let index = items.length - 1; index >= 0; index--) {
          const item = items[index];
          if (item?.kind === 'free') items[index] = termOf(behind, item.value);
          else if (item?.kind !== 'or' && item?.kind !== 'and') break;
        }
        return true;
      }
    }
    const denied = take(NOT_BEHIND);
    if (denied === undefined) return false;
    items.splice(startOfGroup(items), 0, { kind: 'not' });
    if (denied.includes('거나')) add({ kind: 'or' });
    return true;
  }

  function readKnown(): boolean {
    const state = STATES.find(([, pattern]) => take(pattern) !== undefined)?.[0];
    if (state !== undefined) {
      add({ kind: 'term', term: { field: 'status', value: state } });
      return true;
    }
    const name = names.find(({ pattern }) => take(pattern) !== undefined);
    if (name !== undefined) add({ kind: 'term', term: { field: 'service', value: name.name } });
    else field = marked(BEFORE);
    return name !== undefined || field !== undefined;
  }
}

const termOf = (field: Field, value: string): Item => ({ kind: 'term', term: { field, value } });

/** Where the words begin that a denial behind them denies: all that was listed of one kind. */
function startOfGroup(items: readonly (Item | Free)[]): number {
  let start = Math.max(0, items.length - 1);
  const kindOf = (index: number): string | undefined => {
    const item = items[index];
    return item?.kind === 'term' ? item.term.field : item?.kind;
  };
  while (start >= 2 && kindOf(start - 1) === 'or' && kindOf(start - 2) === kindOf(start)) start -= 2;
  return start;
}

/** "on main or release": what is listed after a branch or an author is another one. */
function settle(items: readonly (Item | Free)[]): Scanned {
  const settled: Item[] = [];
  let last: Term['field'] | undefined;
  for (const item of items) {
    if (item.kind !== 'free') settled.push(item);
    else if ((last === 'branch' || last === 'author') && /^(?:or|and|not)$/.test(settled.at(-1)?.kind ?? ''))
      settled.push(termOf(last, item.value));
    else return { unknown: item.value };
    const newest = settled.at(-1);
    if (newest?.kind === 'term') last = newest.term.field;
  }
  return { items: settled };
}

/** Every way a service is called, longest first; a name of two services is none. */
function namesOf(
  services: readonly NameEntry[],
): readonly { readonly name: string; readonly pattern: RegExp }[] {
  const called = services.flatMap(({ name, aliases, spoken }) =>
    [name, ...aliases, ...spoken].map((alias) => ({ name, alias: alias.toLowerCase() })),
  );
  const clear = called.filter(
    ({ name, alias }) => !called.some((other) => other.alias === alias && other.name !== name),
  );
  return clear
    .sort((a, b) => b.alias.length - a.alias.length)
    .map(({ name, alias }) => {
      const escaped = alias
        .replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`)
        .replace(/\s+/gu, String.raw`\s+`);
      return { name, pattern: new RegExp(String.raw`(?<![\p{L}\p{N}_-])${escaped}(?![\w-])`, 'iuy') };
    });
}
