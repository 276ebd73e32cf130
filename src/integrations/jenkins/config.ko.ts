/** What the values of the `jenkins:` section must be, in Korean as the object of "적어 주세요", by the schema's words. */
export const jenkinsKorean = {
  'a URL such as https://ci.example.com/jenkins': 'https://ci.example.com/jenkins 같은 URL을',
  "the name of the bot's user on Jenkins": '젠킨스에서 쓸 봇 사용자의 이름을',
  'an API token of that user': '그 사용자의 API 토큰을',
  'the name of a parameter such as COXSWAIN_OPERATION': 'COXSWAIN_OPERATION 같은 매개변수 이름을',
  'the token of the notices': '알림의 토큰을',
  'milliseconds from 100 to 60000': '100에서 60000 사이의 밀리초를',
  'a section such as { url: https://ci.example.com, user: coxswain }':
    '{ url: https://ci.example.com, user: coxswain } 같은 항목을',
  'a section with both user and token, or neither': 'user와 token을 둘 다 적거나 둘 다 뺀 항목을',
} as const;
