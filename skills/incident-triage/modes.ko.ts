import type { ModeTexts } from './mode-texts.js';

/** 각 장애 유형의 이름, 할 일, 말로 하는 형태. `{who}`는 서비스나 대상 자체예요. */
export const modesKo: ModeTexts = {
  CrashLoopAppError: {
    says: '{who:이/가} 종료 코드 {exit:으로/로} 계속 종료돼요',
    speech: '{who:이/가} 계속 종료돼요',
    step: '로그의 마지막 오류를 확인하세요',
  },
  CrashLoopExitZero: { says: '{who:이/가} 스스로 끝나기를 반복해요', step: '시작 명령과 설정을 확인하세요' },
  BadCommand: { says: '{who}의 시작 명령을 실행할 수 없어요', step: '명령이나 이미지를 고치세요' },
  WrongArchitecture: {
    says: '{who} 이미지가 다른 프로세서용이에요',
    step: '이 아키텍처용 이미지도 빌드하세요',
  },
  OutOfMemory: {
    says: '{who}의 메모리가 부족해요(한도 {limit})',
    speech: '{who}의 메모리가 부족해요',
    step: '메모리 한도를 올리세요',
  },
  LivenessKill: {
    says: '{who:이/가} 라이브니스 프로브 실패로 종료돼요',
    step: '프로브의 포트, 경로, 시간을 컨테이너와 맞춰 보세요',
  },
  ReadinessFailing: {
    says: '{who:은/는} 실행 중이지만 준비 상태 확인에 실패해요',
    step: '프로브 대상과 그것이 의존하는 곳을 확인하세요',
  },
  ReadinessGateClosed: {
    says: '{who:이/가} 준비 게이트 {gate:을/를} 기다려요',
    speech: '{who:이/가} 준비 게이트를 기다려요',
    step: '게이트 담당자에게 확인하세요',
  },
  InitContainerFailing: {
    says: '{who}의 초기화 컨테이너 {container:이/가} 실패해요',
    speech: '{who}의 초기화 컨테이너가 실패해요',
    step: '그 초기화 컨테이너의 로그를 확인하세요',
  },
  LifecycleHookFailed: { says: '{who}의 라이프사이클 훅이 실패해요', step: '훅을 고치세요' },
  ImageNotFound: {
    says: '{who:이/가} 이미지 {image:을/를} 찾지 못해요',
    speech: '{who:이/가} 이미지를 찾지 못해요',
    step: '태그를 바로잡으세요',
  },
  ImageUnauthorized: {
    says: '{who:은/는} 이미지 {image:을/를} 받을 권한이 없어요',
    speech: '{who:은/는} 이미지를 받을 권한이 없어요',
    step: '레지스트리 인증 정보를 갱신하세요',
  },
  RegistryUnreachable: {
    says: '{who:이/가} 이미지 레지스트리에 연결하지 못해요',
    step: '레지스트리와 네트워크를 확인하세요',
  },
  ImageNeverPulled: {
    says: '{who:은/는} 이미지를 받지 않게 설정됐는데 노드에 {image:이/가} 없어요',
    speech: '{who:은/는} 이미지를 받지 않게 설정돼 있어요',
    step: '이미지 받기 정책을 바꾸세요',
  },
  MissingConfig: {
    says: '{who}에 필요한 {missing} {key} 설정이 없어요',
    speech: '{who}에 필요한 설정이 없어요',
    step: '빠진 것을 만드세요',
  },
  VolumeMountFailed: {
    says: '{who:이/가} 볼륨 {volume:을/를} 연결하지 못해요',
    speech: '{who:이/가} 볼륨을 연결하지 못해요',
    step: '볼륨을 놓아주거나 고치세요',
  },
  SandboxFailed: {
    says: '{who} 파드가 노드 {node}에서 네트워크를 받지 못해요',
    speech: '{who} 파드가 네트워크를 받지 못해요',
    step: '노드의 네트워크 플러그인과 주소를 확인하세요',
  },
  UnschedulableResources: {
    says: '{who:이/가} 들어갈 자리가 없어요: {clause}',
    speech: '{who:이/가} 들어갈 노드 자리가 없어요',
    step: '자리를 비우거나 노드를 늘리거나 요청량을 줄이세요',
  },
  UnschedulableTaint: {
    says: '{who:이/가} 노드의 테인트를 허용하지 않아요: {clause}',
    speech: '{who:이/가} 노드의 테인트를 허용하지 않아요',
    step: '테인트를 허용하거나 없애세요',
  },
  UnschedulablePlacement: {
    says: '{who}의 배치 규칙에 맞는 노드가 없어요: {clause}',
    speech: '{who}의 배치 규칙에 맞는 노드가 없어요',
    step: '규칙을 바꾸거나 노드에 레이블을 다세요',
  },
  UnschedulableVolume: {
    says: '{who:이/가} 볼륨을 기다려요: {clause}',
    speech: '{who:이/가} 볼륨을 기다려요',
    step: '볼륨 클레임과 스토리지 클래스를 확인하세요',
  },
  SchedulingGated: {
    says: '{who:이/가} 스케줄링 게이트 {gate}에 묶여 있어요',
    speech: '{who:이/가} 스케줄링 게이트에 묶여 있어요',
    step: '게이트 담당자에게 확인하세요',
  },
  ClaimPending: {
    says: '볼륨 클레임 {name:을/를} 만들 수 없어요(클래스 {class})',
    speech: '볼륨 클레임을 만들 수 없어요',
    step: '스토리지 클래스를 바로잡으세요',
  },
  Evicted: {
    says: '{who:이/가} {resource} 때문에 노드 {node}에서 축출됐어요',
    speech: '{who:이/가} 노드에서 축출됐어요',
    step: '노드 상태와 요청량을 확인하세요',
  },
  Preempted: {
    says: '{who:이/가} 우선순위가 높은 파드에 자리를 내줬어요',
    step: '우선순위 클래스를 확인하세요',
  },
  NodeNotReady: {
    says: '노드 {node:이/가} 준비되지 않았어요(파드 {pods}개)',
    speech: '노드 {node:이/가} 내려갔어요',
    step: '노드를 비우거나 고치세요',
  },
  NodePressure: {
    says: '노드 {node:이/가} {pressure} 상태예요',
    speech: '노드 {node:이/가} 자원 압박을 받고 있어요',
    step: '무엇이 많이 쓰는지 확인하세요',
  },
  NodeCordoned: {
    says: '파드 {pods}개가 자리를 기다리는데 노드 {node:이/가} 막혀 있어요',
    step: '노드를 다시 여세요',
  },
  QuotaExceeded: {
    says: '쿼터 {quota} 때문에 {who} 파드를 만들 수 없어요: 사용 {used}, 요청 {requested}, 한도 {limited}',
    speech: '쿼터가 가득 차서 {who} 파드를 만들 수 없어요',
    step: '쿼터를 늘리거나 사용량을 줄이세요',
  },
  AdmissionRefused: {
    says: '{rule} 규칙이 {who} 파드를 거부해요',
    speech: '{who}의 새 파드가 거부돼요',
    step: '규칙을 지키거나 담당자에게 확인하세요',
  },
  RolloutStuck: { says: '{who} 배포가 멈춰 있어요', step: '새 리비전의 파드를 확인하세요' },
  RolloutPaused: {
    says: '{who} 배포가 {total}개 중 {done}개에서 일시 중지돼 있어요',
    speech: '{who} 배포가 일시 중지돼 있어요',
    step: '배포를 계속하세요',
  },
  ScaledToZero: {
    says: '서비스가 쓰고 있는데 {who:이/가} 0개로 줄어 있어요',
    speech: '{who:이/가} 0개로 줄어 있어요',
    step: '개수를 늘리세요. 롤백으로는 돌아오지 않아요',
  },
  AutoscalerBroken: {
    says: '{who} 오토스케일러가 동작하지 않아요: {reason}',
    speech: '{who} 오토스케일러가 동작하지 않아요',
    step: '메트릭과 파드 요청량을 확인하세요',
  },
  AutoscalerAtMax: {
    says: '{who:이/가} 오토스케일러 최대 {max}개에 닿았어요',
    step: '최대치를 올리거나 부하를 찾으세요',
  },
  DisruptionBlocked: {
    says: '중단 예산 {budget:이/가} 축출을 막고 있어요',
    speech: '중단 예산이 축출을 막고 있어요',
    step: '개수를 늘리거나 예산을 완화하세요',
  },
  ServiceNoMatch: {
    says: '서비스 {name:이/가} 고르는 파드가 없어요({diff})',
    speech: '서비스 {name:이/가} 고르는 파드가 없어요',
    step: '셀렉터나 레이블을 바로잡으세요',
  },
  ServiceNoReadyEndpoints: {
    says: '서비스 {name} 뒤에 준비된 파드가 없어요',
    step: '그 파드들을 확인하세요',
  },
  ServiceWrongPort: {
    says: '서비스 {name:이/가} 파드에 없는 포트를 가리켜요: {port}',
    speech: '서비스 {name:이/가} 잘못된 포트를 가리켜요',
    step: 'targetPort를 바로잡으세요',
  },
  IngressBackendMissing: {
    says: '인그레스 {name}의 연결 대상 {missing:이/가} 없어요',
    speech: '인그레스 {name}의 연결 대상이 없어요',
    step: '대상을 만들거나 바로잡으세요',
  },
  TlsInvalid: {
    says: '{kind} {name}의 인증서가 유효하지 않아요',
    speech: '{name}의 인증서가 유효하지 않아요',
    step: '인증서를 갱신하세요',
  },
  NetworkPolicyBlocks: {
    says: '네트워크 정책 {policy} 때문에 {target:으로/로} 연결할 수 없어요',
    step: '허용 규칙을 추가하세요',
  },
  DnsFailing: {
    says: '{who:이/가} 이름을 찾지 못해요({host})',
    speech: '{who:이/가} 이름을 찾지 못해요',
    step: '클러스터 DNS를 확인하세요',
  },
  AccessForbidden: {
    says: '{who:이/가} {account} 계정으로는 {resource}에 대한 {verb} 권한이 없어요',
    speech: '{who}에 클러스터 권한이 없어요',
    step: '역할을 부여하세요',
  },
  JobFailed: {
    says: '잡 {name:이/가} 실패했어요: {reason}',
    speech: '잡 {name:이/가} 실패했어요',
    step: '실패한 파드의 로그를 확인하세요',
  },
  StatefulSetBlocked: {
    says: '{who} 배포가 고장 난 파드 {pod:을/를} 기다려요',
    speech: '{who} 배포가 고장 난 파드를 기다려요',
    step: '템플릿을 바로잡은 뒤 그 파드를 지우세요',
  },
  DaemonSetIncomplete: {
    says: '{who:이/가} 노드 {desired}개 중 {ready}개에만 준비됐어요',
    step: '준비되지 않은 노드를 확인하세요',
  },
  StuckTerminating: {
    says: '{kind} {name:이/가} 종료를 끝내지 못해요: {holder}',
    speech: '{name:이/가} 종료를 끝내지 못해요',
    step: '파이널라이저 담당자에게 확인하세요. 억지로 지우지 마세요',
  },
  StaleConfig: {
    says: '{who:이/가} 아직 예전 {config:으로/로} 돌고 있어요',
    speech: '{who:이/가} 아직 예전 설정으로 돌고 있어요',
    step: '재시작해서 새 값을 읽게 하세요',
  },
  DuplicateConfig: {
    says: '{who}에 {field:이/가} 두 번 있어요',
    speech: '{who}에 설정이 겹쳐 있어요',
    step: '하나를 지우세요',
  },
  Unhealthy: { says: '{who:이/가} 정상이 아닌데 원인을 증명하지 못했어요', step: '아래 후보를 확인하세요' },
};
