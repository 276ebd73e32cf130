import { refitted } from '../src/contracts/phrasing.js';
import type { ProblemTexts } from './problems.en.js';
import { RIGHT_KO } from './right.ko.js';
import { YAML_KO } from './yaml.ko.js';

/**
 * What a problem says in Korean. `translations`: what sections of adapters and skills want, by its English words; what
 * is in no table stays as it is, after a colon.
 */
export function korean(translations: ReadonlyMap<string, string>): ProblemTexts {
  const known = new Map([...Object.entries(RIGHT_KO), ...translations]);
  return {
    ...TEXTS,
    right: (right) => {
      const translated = known.get(right);
      return translated === undefined ? `맞는 값으로 바꿔 주세요: ${right}.` : `${translated} 적어 주세요.`;
    },
  };
}

const TEXTS = {
  variable: (name: string) => `환경 변수 ${name}`,
  nowhere: '설정',
  wholeFile: '파일의',
  wrong: (name: string, value: string, right: string) => `${name} 값이 ${value}인데, ${right}`,
  wrongSecret: (name: string, right: string) => `${name} 값의 형식이 맞지 않아요. ${right}`,
  missing: (name: string, right: string) => `${name} 값이 없어요. ${right}`,
  wrongName: (section: string, name: string, right: string) =>
    `${section}에 있는 이름이 "${name}"인데, ${right}`,
  anotherName: '다른 이름',
  unknownKey: (key: string, section: string) =>
    `${section === '' ? '' : `${section} 안의 `}"${key}" 키를 몰라요.`,
  meant: (name: string) => `혹시 "${name}"인가요?`,
  known: (keys: readonly string[]) => `여기서 쓸 수 있는 키: ${keys.join(', ')}.`,
  notYaml: (code: string, message: string) => `YAML 문법에 맞지 않아요: ${YAML_KO.get(code) ?? message}`,
  unreadableFile: (code: string) =>
    code === 'EISDIR'
      ? '폴더예요. 설정 파일을 두어 주세요.'
      : code === 'ENOENT'
        ? '없는 파일을 가리키는 링크예요. 파일을 두거나 링크를 지워 주세요.'
        : `파일을 읽을 수 없어요(${code}). 이 사용자에게 읽기 권한을 주세요.`,
  noFile: (named: string) => `${named} 파일이 없어요. 설정 파일의 경로를 적어 주세요.`,
  clustersFromVariable: (path: string, file: string) =>
    `${path} 값을 정하는데, 클러스터는 파일에서만 정할 수 있어요. ${file} 파일에 environments:를 적어 주세요.`,
  chatInSandbox: (name: string) =>
    `${name} 설정은 있는데 클러스터가 없어서, 그곳 사람들이 모의 환경을 다루게 돼요. environments:를 적거나, 그럴 생각이면 sandbox: true를 적어 주세요.`,
  outsideSandbox: (name: string) =>
    `${name} 설정은 있는데 클러스터가 없어요. 모의 환경은 자체 것을 써서 이 설정은 쓰이지 않아요. environments:를 적거나 이 설정을 빼 주세요.`,
  freezeForm: (name: string) =>
    `freezes.${name}에는 from과 until, 아니면 weekly가 있어야 해요. 한 가지 방식만 남겨 주세요.`,
  freezeOrder: (name: string, from: string, until: string) =>
    `freezes.${name}의 기간이 ${from}부터 ${until}까지라 막는 때가 없어요. 끝을 시작보다 뒤로 적어 주세요.`,
  freezeWhere: (name: string, environment: string) =>
    `freezes.${name}에 있는 "${environment}" 환경이 environments에 없어요.`,
  channelEnvironment: (channel: string, name: string) => `${channel}에 적힌 "${name}" 환경이 없어요.`,
  channelService: (channel: string, name: string) => `${channel}에 적힌 "${name}" 서비스가 없어요.`,
  channelServiceUnlisted: (channel: string, name: string) =>
    `${channel}에 적힌 "${name}" 서비스가 services: 목록에 없어요. 클러스터에 app.kubernetes.io/name=${name} 레이블이 있는 Deployment가 있으면 괜찮아요.`,
  channelSkill: (channel: string, name: string) => `${channel}에 적힌 "${name}" 기능이 없어요.`,
  homeIsNoFolder: (path: string) =>
    `상태 폴더의 경로에 있는 ${path}는 폴더가 아니에요. home:이나 COXSWAIN_HOME에 폴더를 적거나, 그 파일을 옮겨 주세요.`,
  kubeconfig: {
    absent: (named: string) =>
      `kubernetes.kubeconfig에 적힌 ${named} 파일이 없어요. kubeconfig 파일의 경로를 적어 주세요.`,
    unreadable: (named: string) =>
      `kubernetes.kubeconfig에 적힌 ${named} 파일을 읽을 수 없어요. kubeconfig 파일의 경로를 적어 주세요.`,
    other: (named: string) =>
      `kubernetes.kubeconfig에 적힌 ${named} 파일은 kubeconfig가 아니에요. kubeconfig 파일의 경로를 적어 주세요.`,
  },
  unknownContext: (context: string) => `kubeconfig에 "${context}" 컨텍스트가 없어요.`,
  contexts: (names: readonly string[]) =>
    names.length === 0 ? 'kubeconfig에 컨텍스트가 하나도 없어요.' : `있는 컨텍스트: ${names.join(', ')}.`,
  clusterWithoutEnvironments:
    'kubernetes에 클러스터가 있는데 environments가 없어요. environments:를 더하거나 kubernetes를 지워 주세요.',
  sandboxAndClusters: 'environments에 실제 클러스터가 있는데 sandbox가 true예요. 둘 중 하나만 남겨 주세요.',
  noEnvironments: 'environments가 비어 있어요. 환경을 하나 이상 적어 주세요.',
  twoAccesses: 'kubernetes에 kubeconfig와 inCluster가 다 있어요. 둘 중 하나만 남겨 주세요.',
  noAccess:
    'kubernetes.kubeconfig 값이 없어요. 파일 경로를 적거나, 클러스터 안에서는 kubernetes.inCluster: true를 적어 주세요.',
  twoForms: (name: string) =>
    `environments.${name}에 targets와 함께 context나 namespace가 있어요. 한 가지 방식만 남겨 주세요.`,
  noTarget: (name: string) =>
    `environments.${name}에 대상이 없어요. context와 namespace를 적거나, targets 목록을 적어 주세요.`,
  noNamespace: (name: string) =>
    `environments.${name}.namespace 값이 없어요. Kubernetes 네임스페이스를 적어 주세요.`,
  noContext: (name: string) =>
    `environments.${name}에 context가 없어요. kubeconfig에 있는 컨텍스트 이름을 적어 주세요.`,
  noRepository: (service: string) =>
    `${service}는 GitHub로 배포하는데 저장소가 없어요. repository: owner/name을 적어 주세요.`,
  bounds: (service: string, min: number, max: number) =>
    `services.${service}.replicas의 min이 ${min}인데, max인 ${max} 이하로 적어 주세요.`,
  sharedName: (entry: string, word: string, owner: string) =>
    `${entry}의 "${word}"${refitted(word, '라는')} 이름은 이미 ${owner}에서 쓰고 있어요. 서로 다른 이름을 적어 주세요.`,
};
