/** What the values of the `github:` section must be, in Korean as the object of "적어 주세요", by the schema's words. */
export const githubKorean = {
  'a URL such as https://github.example.com/api/v3': 'https://github.example.com/api/v3 같은 URL을',
  'a token such as ghp_…': 'ghp_… 같은 토큰을',
  'the id of the GitHub App': 'GitHub App의 번호를',
  "the app's private key in PEM form": '앱의 비밀 키를 PEM 형식으로',
  'the number of an installation': '설치(installation) 번호를',
  'an app such as { id: 12345, privateKey: … }': '{ id: 12345, privateKey: … } 같은 앱을',
  'the secret of the webhook': '웹훅의 비밀을',
  'a section such as { token: ghp_… } or { app: { id: 12345 }, privateKey: … }':
    '{ token: ghp_… }나 { app: { id: 12345 }, privateKey: … } 같은 항목을',
  'a section with a token, or with an app and its privateKey':
    'token이 있거나 app과 privateKey가 있는 항목을',
} as const;
