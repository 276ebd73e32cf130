/** What the values of the `images:` section must be, in Korean as the object of "적어 주세요", by the schema's words. */
export const imagesKorean = {
  'a registry such as { username: coxswain } or {}': '{ username: coxswain }이나 {} 같은 레지스트리를',
  'a URL such as https://registry.example.com': 'https://registry.example.com 같은 URL을',
  'the name of an account that may pull': '이미지를 받을 수 있는 계정의 이름을',
  'the password or token of that account': '그 계정의 비밀번호나 토큰을',
  'the name of a registry such as registry.example.com:5000':
    'registry.example.com:5000 같은 레지스트리 이름을',
  'registries by name, such as { registry.example.com: {} }':
    '{ registry.example.com: {} }처럼 이름별로 레지스트리를',
  'a section such as { registries: { registry.example.com: {} } }':
    '{ registries: { registry.example.com: {} } } 같은 항목을',
  'a section in which every username has a password': '모든 username에 비밀번호가 있는 항목을',
} as const;
