import { mentionSchema, type TeamsActivity } from './payloads.js';

/** What was said without the bot's name, and whether it was named. */
export interface Heard {
  readonly text: string;
  readonly mentioned: boolean;
}

/** `<at>Name</at>`, with whatever attributes and in whatever case. Names hold no markup, so the parts are bounded. */
const AT = /<at(?:\s[^<>]{0,300})?>([^<]{0,300})<\/at\s{0,10}>/gi;
const ENTITIES: Readonly<Record<string, string>> = {
  '&nbsp;': ' ',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
};

/**
 * Takes the bot's mentions out of a text, wherever they stand and however they are written; the names of others stay
 * as words. Teams puts no space after a mention and lists in `entities` who was meant. Where an entity names the bot,
 * its own text counts; where the text is written differently, the name does.
 */
export function heard({
  text,
  entities,
  recipient,
}: Pick<TeamsActivity, 'text' | 'entities' | 'recipient'>): Heard {
  const mentions = (entities ?? []).flatMap((entity) => mentionSchema.safeParse(entity).data ?? []);
  const own = mentions.filter(({ mentioned }) => mentioned.id === recipient.id);
  const names = new Set(
    [recipient.name, ...own.flatMap((mention) => [mention.mentioned.name, nameIn(mention.text)])].flatMap(
      (name) => (name === undefined ? [] : [plain(name).toLowerCase()]),
    ),
  );
  const others = new Set(
    mentions
      .filter(({ mentioned }) => mentioned.id !== recipient.id)
      .flatMap((mention) => [mention.mentioned.name, nameIn(mention.text)])
      .flatMap((name) => (name === undefined ? [] : [plain(name).toLowerCase()])),
  );
  const isBot = (name: string) =>
    names.has(plain(name).toLowerCase()) && (own.length > 0 || !others.has(plain(name).toLowerCase()));
  const said = (text ?? '').replace(AT, (_whole, name: string) => (isBot(name) ? ' ' : ` ${name} `));
  return { text: plain(said), mentioned: own.length > 0 };
}

function nameIn(text: string | undefined): string | undefined {
  return text === undefined ? undefined : text.replace(AT, '$1');
}

/** Without line breaks as markup, other tags and escapes; spaces are made single. */
function plain(text: string): string {
  return text
    .replace(/<\/?(?:p|div|br|span|strong|em|b|i|u|a)(?:\s[^<>]{0,300})?\/?>/gi, ' ')
    .replace(/&(?:nbsp|lt|gt|quot|#39|amp);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/\u00a0|\u200b|\u200c|\u200d|\ufeff/g, ' ')
    .replace(/[^\S\n]+/g, ' ')
    .trim();
}
