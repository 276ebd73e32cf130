/** Marks that a voice would read out or stumble over; quotation marks and brackets leave their content. */
const SYMBOLS = /[*_`~#<>|\\^{}[\]"“”«»()]|[\p{Extended_Pictographic}\uFE0F]/gu;
/** What closes before a Korean particle leaves no gap: 9시(UTC)에, “운영 롤백 진행”이라고. */
const CLOSING =
  /["”»)\]](?=(?:이라고|라고|이라는|라는|으로|로|을|를|은|는|이|가|과|와|에|에서|도|의)(?!\p{Script=Hangul}))/gu;
const SENTENCES = 2;

/**
 * A reply's spoken form: at most two sentences, without markup, addresses, symbols or line breaks. A dot inside a
 * version ("1.4.2") ends no sentence.
 */
export function spoken(speech: string): string {
  const plain = speech
    .replace(/\bhttps?:\/\/\S+/g, '')
    .replace(/\s*(?:→|->|=>)\s*/g, ', ')
    .replace(CLOSING, '')
    .replace(SYMBOLS, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ([.,!?;:])/g, '$1')
    .trim();
  const sentences = plain.split(/(?<=[.!?…。])\s+/u);
  return sentences.slice(0, SENTENCES).join(' ');
}
