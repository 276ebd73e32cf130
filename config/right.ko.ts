/**
 * What a value must be, by the English words that complete "it must be …": in Korean the object of "적어 주세요".
 * The schema may only want what is here, so nothing can lack its Korean.
 */
export const RIGHT_KO = {
  'true or false': 'true나 false를',
  'a list of other names': '다른 이름의 목록을',
  'other names, as text': '다른 이름을 글자로',
  'a list of people such as slack:U024BE7LH': 'slack:U024BE7LH 같은 사람의 목록을',
  'people such as slack:U024BE7LH, as text': 'slack:U024BE7LH 같은 사람을 글자로',
  'a list of ways to say the name aloud': '소리 내어 부르는 이름의 목록을',
  'ways to say the name aloud, as text': '소리 내어 부르는 이름을 글자로',
  'a name of small letters, digits, "-", "_" or "."': '소문자, 숫자, "-", "_", "."로 된 이름을',
  'a Kubernetes namespace: small letters, digits and "-", at most 63 characters':
    '소문자, 숫자, "-"로 된 63자 이하의 Kubernetes 네임스페이스를',
  'the name of a context in the kubeconfig': 'kubeconfig에 있는 컨텍스트 이름을',
  'a target such as { context: lab, namespace: shop }': '{ context: lab, namespace: shop } 같은 대상을',
  'a list of targets such as [{ context: lab, namespace: shop }]':
    '[{ context: lab, namespace: shop }] 같은 대상 목록을',
  'a list of at least one target': '대상을 하나 이상',
  'a whole number of people from 0 to 9': '사람 수를 0부터 9까지의 정수로',
  'an environment such as { context: lab, namespace: shop }': '{ context: lab, namespace: shop } 같은 환경을',
  'a whole number from 0 to 10000': '0부터 10000까지의 정수를',
  'the name of a team or person': '팀이나 사람의 이름을',
  'a GitHub repository such as shop/checkout': 'shop/checkout 같은 GitHub 저장소를',
  'the path of a Jenkins job such as shop/checkout': 'shop/checkout 같은 Jenkins 작업 경로를',
  'a value as text, such as "{version}"': '"{version}" 같은 값을 글자로',
  'names with values such as { VERSION: "{version}" }': '{ VERSION: "{version}" }처럼 이름과 값을',
  'a way such as { driver: jenkins, job: deploy/checkout, parameters: { VERSION: "{version}" } }':
    '{ driver: jenkins, job: deploy/checkout, parameters: { VERSION: "{version}" } } 같은 배포 방법을',
  'the file of a workflow such as deploy.yml': 'deploy.yml 같은 워크플로 파일을',
  'a branch or tag such as main or "v{version}"': 'main이나 "v{version}" 같은 브랜치나 태그를',
  "the name of a container in the service's pods": '서비스 Pod에 있는 컨테이너 이름을',
  'bounds such as { min: 1, max: 10 }': '{ min: 1, max: 10 } 같은 범위를',
  'the reason in one sentence, as text': '이유를 한 문장으로',
  'versions with a reason such as { "2.0.0": drops the old table }':
    '{ "2.0.0": 이전 테이블 삭제 }처럼 버전과 이유를',
  'a service such as { aliases: [payments], owner: team-pay }':
    '{ aliases: [payments], owner: team-pay } 같은 서비스를',
  'the path of a kubeconfig file': 'kubeconfig 파일의 경로를',
  '{ kubeconfig: ./kubeconfig } or { inCluster: true }':
    '{ kubeconfig: ./kubeconfig }나 { inCluster: true }를',
  'names with their targets such as staging: { … }': 'staging: { … }처럼 이름과 대상을',
  'names with details such as checkout: { … }': 'checkout: { … }처럼 이름과 내용을',
  'a platform id such as slack:U024BE7LH': 'slack:U024BE7LH 같은 플랫폼 아이디를',
  'a list of platform ids such as [slack:U024BE7LH]': '[slack:U024BE7LH] 같은 플랫폼 아이디 목록을',
  'a time with its offset such as 2026-12-20T18:00+09:00': '2026-12-20T18:00+09:00처럼 시차가 있는 시각을',
  'a day and time such as Fri 17:00': 'Fri 17:00 같은 요일과 시각을',
  'a list of environments such as [production]': '[production] 같은 환경 목록을',
  'a time zone such as Asia/Seoul': 'Asia/Seoul 같은 시간대를',
  'a week such as { from: Fri 17:00, until: Mon 08:00, zone: Asia/Seoul }':
    '{ from: Fri 17:00, until: Mon 08:00, zone: Asia/Seoul } 같은 요일 구간을',
  'a freeze such as { environments: [production], from: …, until: … }':
    '{ environments: [production], from: …, until: … } 같은 배포 동결을',
  'names with their times such as year-end: { … }': 'year-end: { … }처럼 이름과 시각을',
  'en or ko': 'en이나 ko를',
  'an IANA time zone such as Asia/Seoul': 'Asia/Seoul 같은 IANA 시간대를',
  'the path of a folder': '폴더의 경로를',
  'a host name or address to listen on': '연결을 받을 호스트 이름이나 주소를',
  'a port from 0 (any free one) to 65535': '0(비어 있는 아무 포트)부터 65535까지의 포트를',
  'a section such as { host: 127.0.0.1, port: 3000 }': '{ host: 127.0.0.1, port: 3000 } 같은 항목을',
  'one of debug, info, warn, error, silent': 'debug, info, warn, error, silent 중 하나를',
  'a section such as { level: info }': '{ level: info } 같은 항목을',
  'a URL such as redis://127.0.0.1:6379': 'redis://127.0.0.1:6379 같은 URL을',
  'a section such as { url: redis://127.0.0.1:6379 }': '{ url: redis://127.0.0.1:6379 } 같은 항목을',
  'a URL such as postgres://user@host/coxswain': 'postgres://user@host/coxswain 같은 URL을',
  'a section such as { url: postgres://user@host/coxswain }':
    '{ url: postgres://user@host/coxswain } 같은 항목을',
  'a whole number of minutes from 1 to 10080': '1부터 10080까지의 정수(분)를',
  'an address such as https://dashboard.example.com/{namespace}/{name}':
    'https://dashboard.example.com/{namespace}/{name} 같은 주소를',
  'a section such as { cluster: "https://…/{namespace}/{name}" }':
    '{ cluster: "https://…/{namespace}/{name}" } 같은 항목을',
  'a section such as { expireMinutes: 60 }': '{ expireMinutes: 60 } 같은 항목을',
  'a list of sections such as environments: and services:': 'environments:와 services: 같은 항목을',
} as const;

/** What the schema of the file may want. */
export type Right = keyof typeof RIGHT_KO;
