/** What the values of the `slack:` section must be, in Korean as the object of "적어 주세요", by the schema's words. */
export const slackKorean = {
  'a bot token such as xoxb-…': 'xoxb-… 같은 봇 토큰을',
  'the signing secret of the app': '앱의 서명 비밀(Signing Secret)을',
  'an app-level token such as xapp-…': 'xapp-… 같은 앱 토큰을',
  'a URL such as http://127.0.0.1:4000/api/': 'http://127.0.0.1:4000/api/ 같은 URL을',
  'a slash command such as /ops': '/ops 같은 슬래시 명령을',
  'a section such as { botToken: xoxb-…, signingSecret: … }':
    '{ botToken: xoxb-…, signingSecret: … } 같은 항목을',
  'a section with signingSecret (HTTP) or appToken (Socket Mode)':
    'signingSecret(HTTP)이나 appToken(Socket Mode)을',
  'a channel’s id such as C0123ABCD': 'C0123ABCD 같은 채널 ID를',
  'a section such as { C0123ABCD: { environment: staging } }':
    '{ C0123ABCD: { environment: staging } } 같은 항목을',
  'a section such as { environment: staging, services: [checkout] }':
    '{ environment: staging, services: [checkout] } 같은 항목을',
  'the name of an environment': '환경 이름을',
  'a list of services such as [checkout, cart]': '[checkout, cart] 같은 서비스 목록을',
  'a list of skills such as [status, logs]': '[status, logs] 같은 기능 목록을',
} as const;
