/** 쓰기 스킬이 똑같이 하는 말. 제목은 스킬마다 따로 있다. */
export const writeRepliesKo: Readonly<Record<string, string>> = {
  'field.service': '서비스',
  'field.environment': '환경',
  'field.change': '변경',
  'field.targets': '대상 (순서대로)',
  'field.target': '대상',
  'field.outcome': '결과',

  'plan.one_warning': '주의할 점이 하나 있으니 확인해 주세요.',
  'plan.warnings': '주의할 점이 {count}개 있으니 확인해 주세요.',

  'progress.ready': '{total}개 중 {done}개 준비됨',
  'progress.unplaced': '{total}개 중 {done}개 준비됨, 다음 파드를 받을 노드가 없어요: {reason}',
  'progress.speech': '{total}개 중 {done}개가 준비됐어요.',

  'target.done': '완료',
  'target.rolled_back': '롤백됨: {reason}',
  'target.not_begun': '시작하지 않음',
  'target.stopped': '멈춤',
  'target.failed': '실패: {reason}',

  'warnings.not_checked': '조회 권한이 없어서 확인하지 못했어요: {kinds}.',
  'warnings.quota_tight': '{namespace} 쿼터가 빠듯해요({detail}). 이전 파드가 내려가야 새 파드가 떠요.',
  'warnings.nodes_tight': '노드 여유가 빠듯해요({detail}). 이전 파드가 내려가야 새 파드가 떠요.',
  'warnings.single_replica': '레플리카가 하나뿐이라, 새 파드가 늦게 뜨면 대신할 파드가 없어요.',
  'warnings.recreate': 'Recreate 방식이라 새 파드가 준비될 때까지 서비스가 멈춰요.',
  'warnings.no_replicas': '0개로 줄어 있어서, 늘리기 전에는 파드가 뜨지 않아요.',

  'reason.image_not_found': '이미지가 없어요',
  'reason.image_unauthorized': '레지스트리에서 이미지를 받을 권한이 없어요',
  'reason.image_pull_failed': '이미지를 받을 수 없어요',
  'reason.missing_config': 'ConfigMap이나 Secret이 없어요',
  'reason.crash_loop': '새 파드가 계속 죽어요',
  'reason.out_of_memory': '새 파드의 메모리가 부족해요',
  'reason.container_cannot_run': '컨테이너를 시작할 수 없어요',
  'reason.deadline_exceeded': '너무 오래 진전이 없었어요',
  'reason.unschedulable': '새 파드를 받을 노드가 없어요',
  'reason.quota_exceeded': '쿼터가 부족해서 새 파드를 띄울 수 없어요',
  'reason.rejected_by_cluster': '클러스터가 새 파드를 거부해요',
  'reason.target_changed': '그사이 다른 사람이 바꿨어요',
  'reason.target_paused': '그사이 다른 사람이 멈췄어요',
  'reason.target_held': '다른 작업이 잡고 있어요',
  'reason.no_healthy_revision': '되돌아갈 정상 리비전이 없어요',
  'reason.unreachable': '클러스터에 연결할 수 없어요',
  'reason.timeout': '클러스터가 제때 답하지 않았어요',
  'reason.credentials_expired': '제 인증 정보가 더 이상 통하지 않아요',
  'reason.forbidden': '제 계정에 권한이 없어요',
  'reason.not_found': '대상이 더 이상 없어요',
  'reason.invalid_object': '클러스터가 잘못된 변경이라고 해요',
  'reason.rate_limited': '클러스터가 요청이 너무 많다고 해요',
  'reason.server_error': '클러스터 안에서 오류가 났어요',
  'reason.internal_error': '내부 오류가 났어요',
  'reason.other': '끝내지 못했어요',

  'ending.stopped':
    '멈췄어요. {environment} {service} {total}개 중 {done}개가 {version:이에요/예요}. 롤백할까요, 계속할까요?',
  'ending.stopped_mixed':
    '멈췄어요. {environment} {service} {total}개 중 {done}개가 {version:으로/로} 바뀌었고 {others}도 함께 돌고 있어요. 롤백할까요, 계속할까요?',
  'ending.stopped_late':
    '멈추기엔 늦었어요. {environment} {service} {total}개가 모두 {version:으로/로} 바뀌었어요.',
  'ending.stopped_before': '아무것도 바꾸기 전에 멈췄어요.',
  'ending.stopped_between': '멈췄어요. 끝난 것은 그대로 두고 나머지는 시작하지 않았어요.',
  'ending.stopped_on_the_way_back': '되돌리는 중에 멈추라고 하셨지만, 중간에 두지 않고 끝까지 진행했어요.',
  'ending.unknown': '{environment} {service}에 반영됐는지 알 수 없어요: {reason}. 다시 시도하지 않을게요.',
  'ending.operation_expired': '제때 시작하지 못해서 취소했어요. 바뀐 것은 없어요.',
  'ending.plan_changed':
    '계획을 보신 뒤에 {environment} {service:이/가} 바뀌었어요. 저는 아무것도 바꾸지 않았어요.',
  'ending.world_replaced': '샌드박스를 초기화해서, 이 작업이 있던 세계는 이제 없어요.',
  'ending.interrupted_too_long': '오래 중단돼 있었어요. 이어서 하려면 “#{number} 계속”이라고 해 주세요.',
  'ending.failed_untouched': '{environment}의 {service:은/는} 바뀌지 않았어요: {reason}.',
  'ending.rollback_failed':
    '{environment} {service} 변경이 실패했고 되돌리기도 실패했어요: {reason}. 지금 확인해 주세요.',

  'label.rollback': '롤백',
  'say.rollback': '{environment} {service} 롤백',
  'label.resume': '계속',
  'say.resume': '#{number} 계속',
  'label.logs': '로그',
  'say.logs': '{environment} {service} 로그',
  'label.status': '상태',
  'say.status': '{environment} {service} 상태',
  'label.rest': '나머지에 이어서 배포',
  'say.rest': '{environment}에 {service} {to} 배포',
  'label.revert_all': '모두 {version:으로/로} 되돌리기',
  'say.revert_all': '{environment} {service} {version:으로/로} 롤백',
};

export const writeSpeechKo: Readonly<Record<string, string>> = {
  'ending.stopped': '멈췄어요. {total}개 중 {done}개가 새 버전이에요. 롤백이나 계속이라고 말해 주세요.',
  'ending.stopped_mixed':
    '{total}개 중 {done}개가 새 버전인 채로 멈췄고 두 버전이 함께 돌고 있어요. 롤백이나 계속이라고 말해 주세요.',
  'ending.interrupted_too_long': '오래 중단돼 있었어요. 이어서 하려면 계속이라고 말해 주세요.',
  'ending.stopped_on_the_way_back': '멈추라고 하셨을 때 이미 되돌리는 중이라 끝까지 진행했어요.',
};
