/** Syntax errors by the code that the YAML reader gives them. A rare one, absent here, is told in its own words. */
export const YAML_KO: ReadonlyMap<string, string> = new Map([
  ['BAD_ALIAS', '별칭(*)이 잘못됐어요.'],
  ['BAD_DQ_ESCAPE', '큰따옴표 안의 \\ 표기가 잘못됐어요.'],
  ['BAD_INDENT', '들여쓰기가 맞지 않거나, 괄호가 닫히지 않았어요.'],
  ['BAD_SCALAR_START', '이 글자로 시작하는 값은 따옴표로 감싸야 해요.'],
  ['BLOCK_AS_IMPLICIT_KEY', '한 줄에 "키: 값"이 두 번 있어요. 줄을 나눠 주세요.'],
  ['BLOCK_IN_FLOW', '{ }나 [ ] 안에서는 여러 줄 형식을 쓸 수 없어요.'],
  ['DUPLICATE_KEY', '같은 키가 두 번 있어요.'],
  ['MISSING_CHAR', '쉼표, 쌍점, 따옴표나 괄호가 빠졌어요.'],
  ['MULTILINE_IMPLICIT_KEY', '키가 한 줄에서 끝나지 않았어요. 쌍점(:)이 빠졌을 수 있어요.'],
  ['MULTIPLE_DOCS', '문서는 하나여야 해요. --- 줄을 지워 주세요.'],
  ['TAB_AS_INDENT', '들여쓰기에 탭을 쓸 수 없어요. 공백을 써 주세요.'],
  ['UNEXPECTED_TOKEN', '여기에 올 수 없는 글자가 있어요.'],
]);
