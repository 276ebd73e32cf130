/** 저장된 파일을 다 읽지 못한 까닭: 파일을 읽는 쪽의 영어 문장과 그 한국어 표현이에요. */
const REASONS: readonly (readonly [english: RegExp, korean: string])[] = [
  [/^is empty$/, '비어 있음'],
  [/^is cut off: what is complete was read$/, '중간에 끊겨서 온전한 부분만 읽음'],
  [/^is no text: neither YAML nor JSON$/, '텍스트가 아님: YAML도 JSON도 아님'],
  [/^is a folder$/, '폴더임'],
  [/^is no ordinary file$/, '일반 파일이 아님'],
  [/^is a link that leads in a circle$/, '제자리로 돌아오는 링크'],
  [/^does not exist$/, '없음'],
  [/^may not be read by this user$/, '이 사용자에게 읽기 권한이 없음'],
  [/^holds no (?:complete )?object$/, '온전한 오브젝트가 없음'],
  [/^holds an object without kind and name$/, 'kind와 이름이 없는 오브젝트가 있음'],
  [/^holds something that is no object$/, '오브젝트가 아닌 것이 있음'],
  [/^holds lists within lists: left out$/, '목록 안에 목록이 겹겹이 있어 뺌'],
  [/^has (\d+) parts that are no JSON$/, 'JSON이 아닌 부분 $1곳'],
  [/^has parts that are no YAML \((.*)\)$/s, 'YAML이 아닌 부분이 있음: $1'],
  [/^has a document of (\d+) MB: left out$/, '$1MB짜리 문서 하나를 뺌'],
  [
    /^is (\d+) MB of YAML: only the first (\d+) MB were read; JSON has no such limit$/,
    'YAML $1MB 가운데 앞의 $2MB만 읽음, JSON에는 이 한도가 없음',
  ],
  [/^malformed(?:: (.*))?$/, '형식이 잘못됨 $1'],
];

/** The reason in Korean; one that is not known comes as it was given. */
export function savedReasonKo(why: string): string {
  const known = REASONS.find(([english]) => english.test(why));
  return known === undefined ? why : why.replace(known[0], known[1]).trim();
}
