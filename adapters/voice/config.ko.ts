/** What the values of the `voice:` section must be, in Korean as the object of "적어 주세요", by the schema's words. */
export const voiceKorean = {
  'a platform id such as slack:U024BE7LH': 'slack:U024BE7LH 같은 플랫폼 아이디를',
  'sha256: and the 64 hexadecimal digits of the hash of the token':
    'sha256: 뒤에 토큰 해시의 16진수 64자리를',
  'the name of a person': '사람의 이름을',
  'the name of an environment variable': '환경 변수의 이름을',
  'a conversation such as slack:C024BE7LR or terminal:main': 'slack:C024BE7LR이나 terminal:main 같은 대화를',
  'a device such as { person: slack:U024BE7LH, tokenVariable: VOICE_TOKEN_ADA }':
    '{ person: slack:U024BE7LH, tokenVariable: VOICE_TOKEN_ADA } 같은 기기를',
  'a device with tokenHash, or with the tokenVariable of a token of at least 24 characters that is set':
    'tokenHash를, 또는 24자 이상의 토큰이 든 환경 변수를 가리키는 tokenVariable을',
  'a name of small letters, digits, "-" and "_"': '소문자, 숫자, "-", "_"로 된 이름을',
  'names with their devices such as headset-ada: { … }': 'headset-ada: { … }처럼 이름과 기기를',
  'at least one device': '기기를 하나 이상',
  'an origin such as https://voice.example.com': 'https://voice.example.com 같은 출처를',
  'a list of origins such as [https://voice.example.com]': '[https://voice.example.com] 같은 출처 목록을',
  'a section such as { devices: { headset-ada: { … } } }': '{ devices: { headset-ada: { … } } } 같은 항목을',
} as const;
