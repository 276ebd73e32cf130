import type { FailureCode } from './failures.en.js';
import type { ReplyText } from './replies.js';

export const koreanFailures: Readonly<Record<FailureCode, ReplyText>> = {
  unchanged_version: {
    title: ['{environment}의 {service:은/는} 이미 {version} 버전이에요.', '이미 그 버전이에요.'],
    text: ['할 일이 없어요.'],
  },
  unchanged_replicas: {
    title: ['{environment}의 {service:은/는} 이미 {replicas}개예요.', '이미 그 개수예요.'],
    text: ['할 일이 없어요.'],
  },
  target_paused: {
    title: ['{environment}의 {service} 롤아웃이 멈춰 있어요.', '롤아웃이 멈춰 있어요.'],
    text: ['먼저 계속하거나 롤백해 주세요.'],
  },
  target_not_paused: {
    title: ['{environment}의 {service} 롤아웃은 멈춰 있지 않아요.', '롤아웃이 멈춰 있지 않아요.'],
    text: ['이어서 할 것이 없어요.'],
  },
  target_rolling: {
    title: ['{environment}의 {service:은/는} 롤아웃 중이에요.', '이미 롤아웃 중이에요.'],
    text: ['{detail}', '끝날 때까지 기다리거나 롤백해 주세요.'],
  },
  out_of_bounds: {
    title: [
      '{service:은/는} {min}개에서 {max}개까지만 돼요. {replicas}개는 안 돼요.',
      '허용된 범위를 벗어나요.',
    ],
    text: ['카탈로그의 `replicas:`에 정해져 있어요.'],
  },
  autoscaler_conflict: {
    title: [
      '오토스케일러가 {service:을/를} {min}개에서 {max}개 사이로 유지해서, 바꿔도 되돌아가요.',
      '오토스케일러가 되돌려 버려요.',
    ],
    text: ['대신 {autoscaler} 범위를 바꿔 주세요.'],
  },
  no_healthy_revision: {
    title: [
      '{environment}의 {service}에는 돌아갈 만한 정상 리비전이 없어요.',
      '돌아갈 만한 정상 리비전이 없어요.',
    ],
    text: ['버전이나 리비전을 직접 말해 주세요.', '있는 리비전: {known}.'],
  },
  irreversible_change: {
    title: ['{version:은/는} 그냥 되돌릴 수 없어요: {reason}.', '사이에 그냥 되돌릴 수 없는 버전이 있어요.'],
    text: ['바뀐 것은 없어요.'],
  },
  pipeline_failed: {
    title: ['{service} {version}의 파이프라인이 실패했어요: {where}.', '파이프라인이 실패했어요.'],
    text: [
      '바뀐 것은 없어요. {environment}에는 파이프라인을 통과한 버전만 배포해요.',
      '그래도 하려면 이유를 붙여 주세요: “{environment}에 {service} {version} 배포: 이유”.',
    ],
    speech: '파이프라인이 실패했어요. 그래도 하려면 이유를 붙여 다시 말해 주세요.',
  },
  pipeline_missing: {
    title: ['{service} {version:은/는} 통과한 파이프라인이 없어요.', '통과한 파이프라인이 없어요.'],
    text: [
      '{where:을/를} 확인했어요.',
      '바뀐 것은 없어요. {environment}에는 파이프라인을 통과한 버전만 배포해요.',
      '그래도 하려면 이유를 붙여 주세요: “{environment}에 {service} {version} 배포: 이유”.',
    ],
    speech: '통과한 파이프라인이 없어요. 그래도 하려면 이유를 붙여 다시 말해 주세요.',
  },
  pipeline_unread: {
    title: [
      '{source:이/가} 응답하지 않아서 {service} {version:이/가} 파이프라인을 통과했는지 알 수 없어요.',
      '파이프라인이 응답하지 않았어요.',
    ],
    text: [
      '바뀐 것은 없어요. {environment}에는 파이프라인을 통과한 버전만 배포해요.',
      '그래도 하려면 이유를 붙여 주세요: “{environment}에 {service} {version} 배포: 이유”.',
    ],
    speech: '파이프라인이 응답하지 않았어요. 그래도 하려면 이유를 붙여 다시 말해 주세요.',
  },
  run_not_startable: {
    title: [
      '{unconnected:이/가} 연결되어 있지 않아요. {where:이/가} 필요해요.',
      '{gone:이/가} 없거나 시작할 수 없어요.',
      '{where}에 {unmarked:이/가} 선언되어 있지 않아서, 시작한 빌드를 다시 찾을 수 없어요.',
      '{where}에 {undeclared:이/가} 선언되어 있지 않아서 무시될 거예요.',
      '{where:은/는} {wrong:을/를} 받지 않아요.',
      '{where:은/는} {several}의 대상을 구분하지 못해요. 값에 cluster나 namespace가 들어가야 해요.',
      '그 실행은 시작할 수 없어요.',
    ],
    text: ['바뀐 것은 없어요.'],
    speech: '그 실행은 시작할 수 없어요. 바뀐 것은 없어요.',
  },
  not_pinnable: {
    title: [
      '{image} 이미지는 다이제스트로 배포해야 하는데 {unread:이/가} 알려 주지 않았어요.',
      '{image} 이미지는 다이제스트로 배포해야 하는데 {hidden:이/가} 그 저장소를 보여 주지 않아요.',
      '{image} 이미지는 다이제스트로 배포해야 하는데 {unconfigured} 레지스트리가 설정되어 있지 않아요.',
      '이미지는 다이제스트로 배포해야 하는데 {taker:은/는} 어느 이미지인지 전달받지 못해요. {placeholders} 중 하나를 값에 넣어 주세요.',
      '이미지를 다이제스트로 배포해야 하는데 다이제스트를 알 수 없어요.',
    ],
    text: ['바뀐 것은 없어요.'],
    speech: '이미지를 다이제스트로 고정할 수 없어요. 바뀐 것은 없어요.',
  },
  no_such_run: {
    title: [
      '{service}의 {branch} 브랜치에 그렇게 할 수 있는 실행이 없어요.',
      '{service}에 그렇게 할 수 있는 실행이 없어요.',
      '그런 실행이 없어요.',
    ],
    text: ['{detail}', '바뀐 것은 없어요.'],
    speech: '그런 실행이 없어요. 바뀐 것은 없어요.',
  },
  quota_exceeded: {
    title: ['{namespace} 쿼터에 자리가 없어요.', '쿼터에 자리가 없어요.'],
    text: ['{detail}', '바뀐 것은 없어요.'],
  },
  no_room: { title: '새 파드가 들어갈 노드가 없어요.', text: ['{detail}', '바뀐 것은 없어요.'] },
  rejected_by_cluster: {
    title: '클러스터가 변경을 거부했어요.',
    text: ['클러스터의 답: {detail}', '바뀐 것은 없어요.'],
    speech: '클러스터가 변경을 거부했어요. 바뀐 것은 없어요.',
  },
  run_failed: { title: ['{service:을/를} 배포하는 실행이 실패했어요.', '실행이 실패했어요.'] },
  not_arrived: {
    title: [
      '실행은 잘 끝났지만 {environment}에 {service} {version:이/가} 없어요.',
      '실행은 잘 끝났지만 그 버전이 도착하지 않았어요.',
    ],
  },
  rollout_failed: { title: ['{environment}의 {service} 롤아웃이 실패했어요.', '롤아웃이 실패했어요.'] },
  rolled_back: {
    title: ['{environment}의 {service:이/가} 실패해서 {version:으로/로} 되돌렸어요.', '실패해서 되돌렸어요.'],
  },
  rollback_failed: {
    title: ['{environment}의 {service} 롤백도 실패했어요.', '롤백도 실패했어요.'],
    text: ['지금 확인해 주세요.'],
  },
  image_not_found: {
    title: ['{image} 이미지가 없어요.', '이미지가 없어요.'],
    text: ['레지스트리에 있는 비슷한 버전: {nearest}.', '레지스트리에 있는 최신 버전: {newest}.'],
    speech: '레지스트리에 그런 버전이 없어요.',
  },
  image_unauthorized: {
    title: ['레지스트리가 {image} 이미지를 받지 못하게 해요.', '레지스트리가 이미지를 받지 못하게 해요.'],
    speech: '레지스트리가 이미지를 받지 못하게 해요.',
  },
  image_pull_failed: {
    title: ['{image} 이미지를 받지 못했어요.', '이미지를 받지 못했어요.'],
    speech: '이미지를 받지 못했어요.',
  },
  missing_config: {
    title: ['파드에 필요한 {missing:이/가} 없어요.', '필요한 ConfigMap이나 Secret이 없어요.'],
  },
  crash_loop: { title: ['{service}의 새 파드가 계속 죽어요.', '새 파드가 계속 죽어요.'] },
  out_of_memory: { title: ['{service} 파드의 메모리가 부족해요.', '파드의 메모리가 부족해요.'] },
  container_cannot_run: { title: '컨테이너를 시작할 수 없어요.' },
  deadline_exceeded: { title: '롤아웃이 너무 오래 진전이 없었어요.' },
  unschedulable: { title: '새 파드를 받을 노드가 없어요.', text: ['{detail}'] },
  target_changed: {
    title: [
      '그사이에 다른 사람이 {environment}의 {service:을/를} 바꿨어요.',
      '그사이에 다른 사람이 바꿨어요.',
    ],
    text: ['건드리지 않고 멈췄어요. 다시 요청하면 지금 상태로 보여 드려요.'],
  },
  not_begun: { title: '시작하지 않았어요.' },
  unreachable: {
    title: ['{cluster}에 연결할 수 없어요.', '클러스터에 연결할 수 없어요.'],
    text: ['{detail}', '네트워크와 kubeconfig의 주소를 확인해 주세요.'],
  },
  timeout: {
    title: ['{cluster:이/가} 제때 답하지 않았어요.', '클러스터가 제때 답하지 않았어요.'],
    text: ['다시 해 보세요.'],
  },
  credentials_expired: {
    title: [
      '{cluster:이/가} 제 인증 정보를 더는 받지 않아요.',
      '클러스터가 제 인증 정보를 더는 받지 않아요.',
    ],
    text: ['kubeconfig의 인증 정보를 새로 해야 해요.'],
  },
  forbidden: {
    title: ['{cluster}에서 제 계정에 그 권한이 없어요.', '제 클러스터 계정에 그 권한이 없어요.'],
    text: ['{detail}', '필요한 권한(RBAC)은 README에 있어요.'],
  },
  not_found: { title: ['{object:은/는} 없어요.', '클러스터에 없다고 해요.'], text: ['{detail}'] },
  conflict: {
    title: '같은 순간에 다른 사람이 바꿨어요.',
    text: ['제 변경은 반영되지 않았어요. 다시 해 보세요.'],
  },
  gone: { title: '클러스터에 그 기록이 더는 없어요.', text: ['다시 해 보세요.'] },
  invalid_object: { title: '클러스터가 잘못된 변경이라고 해요.', text: ['클러스터의 답: {detail}'] },
  rate_limited: {
    title: ['{system:이/가} {wait}분 기다려 달라고 해요.', '클러스터에 요청이 너무 많이 몰렸어요.'],
    text: ['잠시 뒤에 다시 해 보세요.'],
  },
  server_error: { title: '클러스터 안에서 오류가 났어요.', text: ['{detail}', '다시 해 보세요.'] },
  ledger_down: {
    title: '원장에 연결되지 않아서 지금은 아무것도 바꾸지 않아요.',
    text: ['조회는 할 수 있어요.'],
  },
  queue_down: {
    title: '작업 큐에 연결되지 않아서 지금은 아무것도 바꾸지 않아요.',
    text: ['조회는 할 수 있어요.'],
  },
  internal_error: {
    title: '내부 오류가 났어요.',
    text: ['로그에 {reference:으로/로} 남겼어요.'],
    speech: '내부 오류가 났어요.',
  },
};
