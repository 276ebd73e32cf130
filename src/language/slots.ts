import type { Ask } from '../contracts/command.js';
import type { Slots } from '../contracts/message.js';
import { countOf } from './counts.js';
import { SOUNDS_LIKE } from './en/versions.js';
import { hasRole } from './match.js';
import { spanText } from './normalize.js';
import type { IdPiece, KnownIntent, NamePiece, NameSlot, NumberPiece, Piece, Sentence } from './types.js';

/** What a sentence says about an intent's slots. */
export interface Filled {
  readonly slots: Slots;
  /** Slots that were not said exactly. */
  readonly near: readonly string[];
  /** Questions that must be answered before a write. */
  readonly asks: readonly Extract<Ask, { slot: string }>[];
  /** More than one thing to act on was named. */
  readonly many: boolean;
  /** Pieces that these values rest on. */
  readonly used: ReadonlySet<Piece>;
}

/** Codes have four, six or eight digits; anything else was misheard. */
const CODE_LENGTHS = [4, 6, 8];

interface Draft {
  readonly slots: Record<string, string | number>;
  readonly near: string[];
  readonly asks: Extract<Ask, { slot: string }>[];
  many: boolean;
  readonly used: Set<Piece>;
}

/** Fills the intent's declared slots from the pieces; nothing else is read. */
export function fillSlots(intent: KnownIntent, sentence: Sentence): Filled {
  const draft: Draft = { slots: {}, near: [], asks: [], many: false, used: new Set() };
  const declared = new Set(intent.slots.map((slot) => slot.name));
  if (declared.has('services') && fillServices(draft, sentence)) declared.delete('service');
  if (declared.has('service')) fillName(draft, sentence, 'service', intent);
  if (declared.has('environment')) fillName(draft, sentence, 'environment', intent);
  if (declared.has('replicas')) fillReplicas(draft, sentence);
  if (declared.has('version')) fillVersion(draft, sentence);
  if (declared.has('code')) fillCode(draft, sentence);
  if (declared.has('id')) fillId(draft, sentence);
  for (const name of ['duration', 'since', 'window'])
    if (declared.has(name)) fillDuration(draft, sentence, name);
  fillValues(draft, sentence, declared);
  if (declared.has('branch')) fillBranch(draft, sentence, intent);
  if (declared.has('person')) fillPerson(draft, sentence);
  return draft;
}

function fillName(draft: Draft, sentence: Sentence, slot: NameSlot, intent: KnownIntent): void {
  const pieces = sentence.pieces
    .filter((piece) => piece.kind === 'name' && piece.slot === slot)
    .filter((piece) => piece.kind === 'name');
  const sources = pieces.filter((piece) => isSource(piece, pieces, sentence, intent));
  sources.forEach((piece) => draft.used.add(piece));
  const said = pieces.filter((piece) => !sources.includes(piece));
  const exact = said.filter((piece) => !piece.near);
  const chosen = exact.length > 0 ? exact : said;
  const first = chosen[0];
  if (first === undefined) return;
  chosen.forEach((piece) => draft.used.add(piece));
  const names = chosen
    .map((piece) => piece.names)
    .reduce((a, b) =>
      a.some((name) => b.includes(name)) ? a.filter((name) => b.includes(name)) : [...a, ...b],
    );
  const [name] = names;
  if (chosen.length > 1 && names.length > 1 && exact.length > 1) draft.many = true;
  if (names.length > 1 || first.near) draft.asks.push({ slot, choices: [...new Set(names)].slice(0, 10) });
  if (names.length === 1 && name !== undefined && !first.near) draft.slots[slot] = name;
  if (first.near) draft.near.push(slot);
}

/** Several services at once, for intents that take a set: their names joined by commas. One alone is no set. */
function fillServices(draft: Draft, sentence: Sentence): boolean {
  const said = sentence.pieces.filter(
    (piece) => piece.kind === 'name' && piece.slot === 'service' && !piece.near && piece.names.length === 1,
  );
  const names = new Set(said.flatMap((piece) => (piece.kind === 'name' ? piece.names : [])));
  if (names.size < 2) return false;
  said.forEach((piece) => draft.used.add(piece));
  draft.slots['services'] = [...names].join(',');
  return true;
}

/** "from staging" is where it comes from; in Korean 스테이징에서 is, when another environment is named too. */
function isSource(
  piece: NamePiece,
  pieces: readonly NamePiece[],
  sentence: Sentence,
  intent: KnownIntent,
): boolean {
  // What is read, and what the bot keeps itself ("remove the freeze from production"), moves nothing.
  if (piece.slot !== 'environment' || intent.effect === 'read' || intent.effect === 'setting') return false;
  const index = sentence.pieces.indexOf(piece);
  if (hasRole(sentence.pieces[index - 1], ['from']) && sentence.locale === 'en') return true;
  const others = pieces.some((other) => other !== piece && other.names[0] !== piece.names[0]);
  return others && hasRole(sentence.pieces[index + 1], ['from']) && sentence.locale === 'ko';
}

function fillReplicas(draft: Draft, sentence: Sentence): void {
  const found = countOf(sentence);
  if (found === undefined) return;
  found.pieces.forEach((piece) => draft.used.add(piece));
  const [choice] = found.choices;
  if (found.choices.length === 1 && choice !== undefined) draft.slots['replicas'] = choice;
  else draft.asks.push({ slot: 'replicas', choices: found.choices });
}

/** Versions that were said, without the one it comes from ("from 1.4.3 to 1.4.2", 1.4.3에서 1.4.2로). */
function versionsSaid(sentence: Sentence): readonly Piece[] {
  const all = sentence.pieces.filter(
    (piece) => piece.kind === 'version' || (piece.kind === 'word' && piece.value?.slot === 'version'),
  );
  if (all.length < 2) return all;
  const beside = (piece: Piece) =>
    sentence.pieces[sentence.pieces.indexOf(piece) + (sentence.locale === 'ko' ? 1 : -1)];
  return all.filter((piece) => !hasRole(beside(piece), ['from']));
}

function fillVersion(draft: Draft, sentence: Sentence): void {
  const said = versionsSaid(sentence);
  const readings = new Set<string>();
  let sure = true;
  for (const piece of sentence.pieces) if (piece.kind === 'version') draft.used.add(piece);
  for (const piece of said) {
    draft.used.add(piece);
    if (piece.kind === 'word' && piece.value !== undefined) readings.add(piece.value.text);
    if (piece.kind !== 'version') continue;
    piece.readings.forEach((reading) => readings.add(reading));
    sure = sure && piece.sure;
  }
  const [version] = readings;
  if (said.length === 0) return;
  if (readings.size === 1 && sure && version !== undefined) draft.slots['version'] = version;
  else draft.asks.push({ slot: 'version', choices: [...readings] });
}

function fillCode(draft: Draft, sentence: Sentence): void {
  const said = sentence.pieces
    .filter((piece) => piece.kind === 'code' || piece.kind === 'number')
    .filter((piece) => 'digits' in piece);
  const [piece] = said;
  if (piece === undefined || said.length !== 1 || !CODE_LENGTHS.includes(piece.digits.length)) return;
  draft.slots['code'] = piece.digits;
  draft.used.add(piece);
}

function fillId(draft: Draft, sentence: Sentence): void {
  const ids = sentence.pieces.filter((piece) => piece.kind === 'id');
  const numbers = sentence.pieces.filter((piece): piece is NumberPiece => piece.kind === 'number');
  const said = ids.length > 0 ? ids : numbers;
  const [piece] = said;
  if (piece === undefined) return;
  const heard = said.flatMap((one) => idsHeard(one, sentence));
  if (heard.length > 1) draft.asks.push({ slot: 'id', choices: heard });
  else draft.slots['id'] = piece.value;
  said.forEach((one) => draft.used.add(one));
}

/** By voice "approve for two" may have been 42: a word that sounds like a digit stands before a lone digit. */
function idsHeard(piece: IdPiece | NumberPiece, { atoms, source }: Sentence): readonly number[] {
  const digit = SOUNDS_LIKE.get(atoms[piece.start - 1]?.text ?? '');
  const lone = piece.kind === 'number' && piece.digits.length === 1;
  return source === 'voice' && lone && digit !== undefined
    ? [piece.value, 10 * digit + piece.value]
    : [piece.value];
}

/** I and we are the asker. */
const ASKER = new Set(['내', '제', '나', '저', '우리', '저희']);
const ABOUT_SOMEBODY = ['is', 'can', 'may', 'could', 'does'];

/** "is kim allowed to …", "can mina …", 김철수가 …할 수 있어: who no table knows, where a person is asked about. */
function fillPerson(draft: Draft, sentence: Sentence): void {
  const { pieces, atoms } = sentence;
  const who = pieces.find((piece, index) => {
    if (piece.kind !== 'unknown') return false;
    if (sentence.locale === 'ko') return ['가', '이', '는', '은'].includes(atoms[piece.end]?.text ?? '');
    return index === 1 && ABOUT_SOMEBODY.includes(atoms[piece.start - 1]?.text ?? '');
  });
  if (who?.kind !== 'unknown' || ASKER.has(who.text)) return;
  draft.slots['person'] = who.text;
  draft.used.add(who);
}

function fillDuration(draft: Draft, sentence: Sentence, name: string): void {
  const piece = sentence.pieces.find((candidate) => candidate.kind === 'duration');
  if (piece?.kind !== 'duration') return;
  draft.slots[name] = piece.value;
  draft.used.add(piece);
}

function fillValues(draft: Draft, sentence: Sentence, declared: ReadonlySet<string>): void {
  for (const piece of sentence.pieces) {
    if (
      piece.kind !== 'word' ||
      piece.value === undefined ||
      piece.value.slot === 'version' ||
      !declared.has(piece.value.slot)
    )
      continue;
    draft.slots[piece.value.slot] = piece.value.text;
    draft.used.add(piece);
  }
  // A value may stand inside a cue: "what is failing in the pipelines".
  for (const { value } of sentence.mentions)
    if (value !== undefined && value.slot === 'standing' && declared.has(value.slot))
      draft.slots[value.slot] ??= value.text;
}

/**
 * "branch feature/gift-cards", "the feature/gift-cards branch", feature/gift-cards 브랜치: what stands beside the word; "on
 * feature/gift-cards" where it can be nothing else. Several are a question, and so is the word alone before a write.
 */
function fillBranch(draft: Draft, sentence: Sentence, intent: KnownIntent): void {
  const { pieces } = sentence;
  const index = pieces.findIndex((piece) => hasRole(piece, ['branch-word']));
  const word = pieces[index];
  if (word !== undefined) draft.used.add(word);
  const beside = word === undefined ? [] : [pieces[index - 1], pieces[index + 1]];
  const named = beside.find((piece) => piece !== undefined && isNameless(piece, intent));
  const said = pieces.filter((piece) => piece === named || isBranchPath(piece, sentence));
  said.forEach((piece) => draft.used.add(piece));
  const tabled = pieces.flatMap((piece) =>
    piece.kind === 'word' && piece.value?.slot === 'branch' ? [piece.value.text] : [],
  );
  const branches = [...new Set([...tabled, ...said.map((piece) => branchText(piece, sentence))])];
  const [branch] = branches;
  if (branches.length === 1 && branch !== undefined) draft.slots['branch'] = branch;
  else delete draft.slots['branch'];
  const open = word !== undefined && intent.effect !== 'read';
  if (branches.length > 1 || (branch === undefined && open))
    draft.asks.push({ slot: 'branch', choices: branches });
}

/** A word that no table knows, or one whose meaning this intent has no use for: a branch may be called dev or 1.4.2. */
function isNameless(piece: Piece, { slots }: KnownIntent): boolean {
  if (piece.kind === 'unknown') return true;
  const declared = (slot: string): boolean => slots.some(({ name }) => name === slot);
  if (piece.kind === 'name') return !piece.near && !declared(piece.slot);
  return piece.kind === 'version' && !declared('version');
}

/** Typed with a slash behind "on", or before 에서 and 로: a path that is no file, since nothing else of that form is asked about. */
function isBranchPath(piece: Piece, { atoms, pieces, source, locale }: Sentence): boolean {
  if (source !== 'chat' || piece.kind !== 'unknown' || !piece.text.includes('/')) return false;
  if (locale === 'en') return ['on', 'from'].includes(atoms[piece.start - 1]?.text ?? '');
  const next = pieces[pieces.indexOf(piece) + 1];
  return next !== undefined && ['에서', '로', '으로'].includes(spanText(atoms, next.start, next.end));
}

/** Git tells feature/x from Feature/X; nobody dictates capitals. */
function branchText({ start, end }: Piece, { atoms, source }: Sentence): string {
  const written = source === 'chat' && end === start + 1 ? atoms[start]?.written : undefined;
  return written ?? spanText(atoms, start, end);
}

/** A single word in answer to "which branch?": one that was offered, or one that is no word of talk (fix-12, feature/x). */
export function bareBranch(sentence: Sentence, offered: readonly (string | number)[]): string | undefined {
  const said = sentence.pieces.filter(
    (piece) => !hasRole(piece, ['filler', 'particle', 'branch-word', 'courtesy']),
  );
  const [only] = said;
  if (only === undefined || said.length > 1 || (only.kind !== 'unknown' && only.kind !== 'version'))
    return undefined;
  const text = branchText(only, sentence);
  return offered.includes(text) || /[^\p{L}]/u.test(text) ? text : undefined;
}
