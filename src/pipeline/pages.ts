import type { Reply, ReplyBlock } from '../contracts/reply.js';

/** Sentences of a page. */
const SENTENCES = 2;
/** A longer line of verbatim output is read by eyes, not by ears. */
const AUDIBLE = 160;
/** Rows of a table that are worth hearing. */
const ROWS = 12;

/** The words that paging adds, in the reply's language. */
export interface PageWords {
  readonly end: string;
  readonly youCanSay: (say: string) => string;
}

/**
 * What a reply holds beyond its spoken form, as pages of at most two sentences; the last one ends by saying that this is all. Empty
 * when everything was said.
 */
export function pagesOf(reply: Reply, words: PageWords): readonly string[] {
  // The title says in writing what the spoken form said aloud.
  const rest = reply.blocks.flatMap((block) => heard(block, words));
  const fresh = [...new Set(rest)].filter(
    (sentence) => !reply.speech.includes(sentence.replace(/[.!?…。]$/, '')),
  );
  if (fresh.length === 0) return [];
  const all = [...fresh, words.end];
  return Array.from({ length: Math.ceil(all.length / SENTENCES) }, (_, page) =>
    all.slice(page * SENTENCES, (page + 1) * SENTENCES).join(' '),
  );
}

function heard(block: ReplyBlock, words: PageWords): readonly string[] {
  switch (block.kind) {
    case 'text':
    case 'warning':
      return sentencesOf(closed(block.text));
    case 'code':
      return quoted(block.text);
    case 'fields':
      return block.fields.map(({ label, value }) => closed(`${label}: ${value}`));
    case 'table':
      return block.rows.slice(0, ROWS).map((row) => closed(row.filter((cell) => cell !== '').join(', ')));
    case 'progress':
      return [
        closed([`${block.label}: ${block.done}/${block.total}`, block.detail].filter(Boolean).join(', ')),
      ];
    case 'actions':
      return block.actions.map(({ say }) => words.youCanSay(say));
    case 'chart':
    case 'file':
      return [];
  }
}

/** The first line that can be followed by ear, without the object's generated name before it; commands are for hands. */
function quoted(text: string): readonly string[] {
  const [line] = text
    .split('\n')
    .map((each) => each.replace(/^[A-Za-z]+ \S+\/\S+: /, ''))
    .filter((each) => each !== '' && each.length <= AUDIBLE && !/^\s*(?:kubectl|sudo|curl)\b/.test(each));
  return line === undefined ? [] : [oneSentence(line)];
}

/** Verbatim output is one sentence, whatever dots are in it. */
function oneSentence(line: string): string {
  return `${line.replace(/[.!?](?=\s|$)/g, ',').replace(/[,\s]+$/, '')}.`;
}

/** A colon leads to something for eyes. */
function closed(text: string): string {
  const trimmed = text.trim().replace(/:$/, '');
  return trimmed === '' || /[.!?…。]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

/** The number of an item in a list is for eyes; its dot ends no sentence. */
const ITEM = /^\s*\d+[.)]\s+/gmu;

function sentencesOf(text: string): readonly string[] {
  return text
    .replace(ITEM, '')
    .split(/(?<=[.!?…。])\s+|\n+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}
