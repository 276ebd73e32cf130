/** What a line must be, by the words of the schema. */
const KOREAN: Readonly<Record<string, string>> = {
  'must be one JSON object': 'JSON 객체 하나여야 해요',
  'must have alternatives, chat or wait': 'alternatives, chat, wait 중 하나가 있어야 해요',
  'must be text': '글자여야 해요',
  'must not be empty': '비어 있으면 안 돼요',
  'must be "news"': '"news"여야 해요',
  'must be 1 to 128 visible ASCII characters without spaces':
    '공백 없는 ASCII 문자 1자에서 128자까지여야 해요',
  'must have at most 10000 characters': '10000자를 넘으면 안 돼요',
  'must be a number from 0 to 1': '0에서 1 사이의 수여야 해요',
  'must be an object with text and, where known, confidence': 'text와, 알면 confidence가 있는 객체여야 해요',
  'must be en or ko': 'en이나 ko여야 해요',
  'must be a list of transcripts, best first': '가장 나은 것부터 적은 목록이어야 해요',
  'must have at least one transcript': '하나 이상 있어야 해요',
  'must have at most 20 transcripts': '20개를 넘으면 안 돼요',
  'must have a transcript that is not empty': '비어 있지 않은 것이 하나는 있어야 해요',
  'must be true or false': 'true나 false여야 해요',
  'must be milliseconds from 0 to 600000': '0에서 600000 사이의 밀리초여야 해요',
  'is not known here': '여기서 쓰지 않는 이름이에요',
};

/** A problem of a line in Korean: its place stays as it is written in the file. */
export function inKorean(problem: string): string {
  const [, place = '', right = problem] = /^(?:(\S+) )?((?:must|is) .+)$/.exec(problem) ?? [];
  const said = KOREAN[right] ?? right;
  return place === '' ? said : `${place}: ${said}`;
}
