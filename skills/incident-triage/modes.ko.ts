import type { ModeTexts } from './mode-texts.js';

/** 장애 유형마다 글로 쓰는 말, 소리 내어 하는 말, 그리고 할 일. `{who}`는 서비스나 대상 자체예요. */
export const modesKo: ModeTexts = {
  CrashLoopAppError: {
    says: '{who:이/가} 종료 코드 {exit:으로/로} 계속 비정상 종료되고 있어요',
    speech: '{who:이/가} 계속 비정상 종료되고 있어요',
    step: '로그의 마지막 오류를 확인하세요',
  },
  CrashLoopExitZero: {
    says: '{who:이/가} 오류 없이 스스로 종료되기를 반복하고 있어요',
    step: '시작 명령과 설정을 확인하세요',
  },
  BadCommand: { says: '{who}의 시작 명령을 실행할 수 없어요', step: '시작 명령이나 이미지를 고치세요' },
  WrongArchitecture: {
    says: '{who} 이미지가 노드와 다른 프로세서용으로 빌드됐어요',
    step: '노드의 프로세서에 맞는 이미지도 빌드하세요',
  },
  OutOfMemory: {
    says: '{who}의 메모리가 부족해요(한도 {limit})',
    speech: '{who}의 메모리가 부족해요',
    step: '메모리 한도를 올리세요',
  },
  LivenessKill: {
    says: '{who:이/가} 라이브니스 프로브에 실패해 계속 재시작되고 있어요',
    step: '프로브의 포트, 경로, 시간 설정이 컨테이너와 맞는지 확인하세요',
  },
  ReadinessFailing: {
    says: '{who:은/는} 실행 중이지만 레디니스 프로브에 실패하고 있어요',
    step: '프로브가 확인하는 대상과 그 대상이 의존하는 곳을 차례로 확인하세요',
  },
  ReadinessGateClosed: {
    says: '{who:이/가} 레디니스 게이트 {gate:을/를} 기다리고 있어요',
    speech: '{who:이/가} 레디니스 게이트를 기다리고 있어요',
    step: '게이트 담당자에게 확인하세요',
  },
  InitContainerFailing: {
    says: '{who}의 초기화 컨테이너 {container:이/가} 실패하고 있어요',
    speech: '{who}의 초기화 컨테이너가 실패하고 있어요',
    step: '그 초기화 컨테이너의 로그를 확인하세요',
  },
  LifecycleHookFailed: { says: '{who}의 라이프사이클 훅이 실패하고 있어요', step: '훅을 고치세요' },
  ImageNotFound: {
    says: '{who:이/가} 이미지 {image:을/를} 찾지 못하고 있어요',
    speech: '{who:이/가} 이미지를 찾지 못하고 있어요',
    step: '이미지 태그를 바로잡으세요',
  },
  ImageUnauthorized: {
    says: '{who}에 이미지 {image:을/를} 받을 권한이 없어요',
    speech: '{who}에 이미지를 받을 권한이 없어요',
    step: '레지스트리 인증 정보를 갱신하세요',
  },
  RegistryUnreachable: {
    says: '{who:이/가} 이미지 레지스트리에 연결하지 못하고 있어요',
    step: '레지스트리와 그곳까지의 네트워크를 확인하세요',
  },
  ImageNeverPulled: {
    says: '{who}의 이미지 {image:이/가} 노드에 없는데, 받지 않도록 설정돼 있어요',
    speech: '{who}의 이미지가 노드에 없는데, 받지 않도록 설정돼 있어요',
    step: '이미지 풀 정책을 바꾸세요',
  },
  MissingConfig: {
    says: '{who}에 필요한 {missing:이/가} 없어요',
    speech: '{who}에 필요한 설정이 없어요',
    step: '빠진 설정을 만드세요',
  },
  VolumeMountFailed: {
    says: '{who:이/가} 볼륨 {volume:을/를} 마운트하지 못하고 있어요',
    speech: '{who:이/가} 볼륨을 마운트하지 못하고 있어요',
    step: '볼륨을 다른 곳에서 떼어 내거나 고치세요',
  },
  SandboxFailed: {
    says: '{who} 파드가 노드 {node}에서 네트워크를 할당받지 못하고 있어요',
    speech: '{who} 파드가 네트워크를 할당받지 못하고 있어요',
    step: '노드의 네트워크 플러그인과 남은 주소를 확인하세요',
  },
  UnschedulableResources: {
    says: '{who} 파드에 줄 {resource} 여유가 있는 노드가 없어요',
    speech: '{who} 파드가 들어갈 여유가 있는 노드가 없어요',
    step: '자리를 비우거나, 노드를 늘리거나, 요청량을 줄이세요',
  },
  UnschedulableTaint: {
    says: '{who} 파드가 노드의 테인트 {taint:을/를} 허용하지 않아요',
    speech: '{who} 파드가 노드의 테인트를 허용하지 않아요',
    step: '테인트를 허용하도록 하거나 테인트를 없애세요',
  },
  UnschedulablePlacement: {
    says: '{who}의 배치 규칙에 맞는 노드가 없어요({rule})',
    speech: '{who}의 배치 규칙에 맞는 노드가 없어요',
    step: '규칙을 바꾸거나 노드에 레이블을 다세요',
  },
  UnschedulableVolume: {
    says: '{who:이/가} 볼륨을 기다리고 있어요({clause})',
    speech: '{who:이/가} 볼륨을 기다리고 있어요',
    step: '볼륨 클레임과 스토리지 클래스를 확인하세요',
  },
  SchedulingGated: {
    says: '{who} 파드가 스케줄링 게이트 {gate}에 묶여 있어요',
    speech: '{who} 파드가 스케줄링 게이트에 묶여 있어요',
    step: '게이트 담당자에게 확인하세요',
  },
  ClaimPending: {
    says: '볼륨 클레임 {name}에 볼륨을 만들어 줄 수 없어요(클래스 {class})',
    speech: '볼륨 클레임 {name}에 볼륨을 만들어 줄 수 없어요',
    step: '스토리지 클래스를 바로잡으세요',
  },
  Evicted: {
    says: '{who} 파드가 노드 {node}에서 축출됐어요({resource})',
    speech: '{who} 파드가 노드에서 축출됐어요',
    step: '노드의 자원 상태와 파드의 요청량을 확인하세요',
  },
  Preempted: {
    says: '{who} 파드가 우선순위가 더 높은 파드에 자리를 내줬어요',
    step: '우선순위 클래스를 확인하세요',
  },
  NodeNotReady: {
    says: '노드 {node:이/가} 준비 상태가 아니에요(파드 {pods}개)',
    speech: '노드 {node:이/가} 다운됐어요',
    step: '노드를 비우거나 고치세요',
  },
  NodePressure: {
    says: '노드 {node:이/가} {pressure} 상태예요',
    speech: '노드 {node}의 자원이 부족해요',
    step: '무엇이 자원을 많이 쓰는지 확인하세요',
  },
  NodeCordoned: {
    says: '파드 {pods}개가 자리를 기다리는데 노드 {node:은/는} 스케줄링이 막혀 있어요',
    speech: '파드가 자리를 기다리는데 노드 {node:은/는} 스케줄링이 막혀 있어요',
    step: '노드의 스케줄링을 다시 허용하세요',
  },
  QuotaExceeded: {
    says: '쿼터 {quota}에 막혀 {who} 파드를 만들 수 없어요: 사용 {used}, 추가 요청 {requested}, 한도 {limited}',
    speech: '쿼터에 막혀 {who} 파드를 만들 수 없어요',
    step: '쿼터를 늘리거나 사용량을 줄이세요',
  },
  AdmissionRefused: {
    says: '{who}의 새 파드가 거부되고 있어요({rule})',
    speech: '{who}의 새 파드가 거부되고 있어요',
    step: '규칙에 맞추거나 규칙 담당자에게 확인하세요',
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
    step: '개수를 늘리세요. 롤백해도 개수는 돌아오지 않아요',
  },
  AutoscalerBroken: {
    says: '{who} 오토스케일러가 동작하지 않아요({reason})',
    speech: '{who} 오토스케일러가 동작하지 않아요',
    step: '대상과 메트릭, 파드의 요청량을 확인하세요',
  },
  AutoscalerAtMax: {
    says: '{who:이/가} 오토스케일러의 최대치인 {max}개까지 늘어났어요',
    step: '최대치를 올리거나 부하의 원인을 찾으세요',
  },
  DisruptionBlocked: {
    says: '중단 예산 {budget:이/가} 파드 축출을 막고 있어요',
    speech: '중단 예산이 파드 축출을 막고 있어요',
    step: '파드 개수를 늘리거나 예산을 완화하세요',
  },
  ServiceNoMatch: {
    says: '서비스 {name}의 셀렉터에 맞는 파드가 없어요({diff})',
    speech: '서비스 {name}의 셀렉터에 맞는 파드가 없어요',
    step: '셀렉터나 레이블을 바로잡으세요',
  },
  ServiceNoReadyEndpoints: {
    says: '서비스 {name}에 연결된 파드 중 준비된 것이 없어요',
    step: '연결된 파드를 확인하세요',
  },
  ServiceWrongPort: {
    says: '서비스 {name:이/가} 파드에 없는 포트를 가리키고 있어요({port})',
    speech: '서비스 {name:이/가} 잘못된 포트를 가리키고 있어요',
    step: '대상 포트를 바로잡으세요',
  },
  IngressBackendMissing: {
    says: '인그레스 {name:이/가} 가리키는 {missing:이/가} 없어요',
    speech: '인그레스 {name:이/가} 가리키는 대상이 없어요',
    step: '대상을 만들거나 이름을 바로잡으세요',
  },
  TlsInvalid: {
    says: '{name}의 TLS 인증서가 유효하지 않아요({problem})',
    speech: '{name}의 인증서가 유효하지 않아요',
    step: '인증서를 갱신하세요',
  },
  NetworkPolicyBlocks: {
    says: '네트워크 정책 {policy:이/가} {target:으로/로} 가는 연결을 막고 있어요',
    step: '연결을 허용하는 규칙을 추가하세요',
  },
  DnsFailing: {
    says: '{who:이/가} DNS에서 이름을 찾지 못하고 있어요({host})',
    speech: '{who:이/가} DNS에서 이름을 찾지 못하고 있어요',
    step: '클러스터의 DNS를 확인하세요',
  },
  AccessForbidden: {
    says: '{who}의 계정 {account}에 {resource} {verb} 권한이 없어요',
    speech: '{who}에 필요한 클러스터 권한이 없어요',
    step: '계정에 필요한 역할을 부여하세요',
  },
  JobFailed: {
    says: '잡 {name:이/가} 실패했어요({reason})',
    speech: '잡 {name:이/가} 실패했어요',
    step: '실패한 파드의 로그를 확인하세요',
  },
  StatefulSetBlocked: {
    says: '{who} 배포가 고장 난 파드 {pod:을/를} 기다리고 있어요',
    speech: '{who} 배포가 고장 난 파드를 기다리고 있어요',
    step: '템플릿을 바로잡은 뒤 그 파드를 지우세요',
  },
  DaemonSetIncomplete: {
    says: '{who:이/가} 노드 {desired}개 중 {ready}개에서만 준비됐어요',
    step: '준비되지 않은 노드를 확인하세요',
  },
  StuckTerminating: {
    says: '{kind} {name}의 삭제가 끝나지 않고 있어요({holder})',
    speech: '{name}의 삭제가 끝나지 않고 있어요',
    step: '삭제를 막고 있는 쪽의 담당자에게 확인하고, 파이널라이저는 억지로 지우지 마세요',
  },
  StaleConfig: {
    says: '{who:이/가} 아직 예전 {config:으로/로} 실행되고 있어요',
    speech: '{who:이/가} 아직 예전 설정으로 실행되고 있어요',
    step: '재시작해서 새 값을 읽게 하세요',
  },
  DuplicateConfig: {
    says: '{who}에 {field:이/가} 두 번 쓰였어요',
    speech: '{who}에 같은 설정이 두 번 쓰였어요',
    step: '둘 중 하나를 지우세요',
  },
  Unhealthy: {
    says: '{who:이/가} 정상이 아닌데, 원인이 증명되지는 않았어요',
    step: '파드와 이벤트, 로그를 차례로 확인하세요',
  },
};
