import type { OutcomeCode } from '../contracts/outcome.js';
import type { FailureCode } from './failures.en.js';
import type { ReplyText } from './replies.js';

/** Endings, understanding, names and policy. What goes wrong in plans, effects and ports is in failures.ko.ts. */
export const koreanOutcomes: Readonly<Record<Exclude<OutcomeCode, FailureCode>, ReplyText>> = {
  succeeded: { title: '끝났어요.' },
  answered: { title: '알려 드릴게요.' },
  awaiting_answer: { title: '하나만 더 알려 주세요.' },
  awaiting_confirmation: { title: '확인을 기다리고 있어요.' },
  awaiting_approval: {
    title: ['#{operation} 작업이 승인을 기다리고 있어요.', '승인을 기다리고 있어요.'],
    speech: '승인을 기다리고 있어요.',
  },
  cancelled: {
    title: ['#{operation} 작업을 취소했어요.', '취소했어요.'],
    text: ['바뀐 것은 없어요.'],
    speech: '취소했어요. 바뀐 것은 없어요.',
  },
  withdrawn: {
    title: ['네, #{operation} 작업은 하지 않을게요.', '네, 하지 않을게요.'],
    text: ['바뀐 것은 없어요.'],
    speech: '네, 하지 않을게요. 바뀐 것은 없어요.',
  },
  superseded: {
    title: ['확인 전에 다른 요청을 하셔서 #{operation} 작업은 취소했어요.', '앞의 요청은 취소했어요.'],
    text: ['바뀐 것은 없어요.', '새 요청을 시작하려면 다시 말씀해 주세요: “{again}”.'],
    speech: '앞의 요청은 취소했어요. 새 요청을 다시 말씀해 주세요.',
  },
  confirmation_expired: {
    title: ['#{operation} 작업의 확인 시간이 지났어요.', '확인 시간이 지났어요.'],
    text: ['바뀐 것은 없어요.', '그래도 하려면 다시 요청해 주세요: “{again}”.'],
    speech: '확인 시간이 지났어요. 바뀐 것은 없으니 다시 요청해 주세요.',
  },
  approval_expired: {
    title: ['#{operation} 작업의 승인 시간이 지났어요.', '승인 시간이 지났어요.'],
    text: ['바뀐 것은 없어요.', '승인 {needed}개가 필요했는데 {given}개였어요.'],
    speech: '제때 승인되지 않았어요. 바뀐 것은 없어요.',
  },
  approval_rejected: {
    title: ['{approver} 님이 #{operation} 작업을 거절했어요.', '승인이 거절됐어요.'],
    text: ['바뀐 것은 없어요.'],
    speech: ['{approver} 님이 거절했어요. 바뀐 것은 없어요.', '거절됐어요. 바뀐 것은 없어요.'],
  },
  operation_expired: {
    title: ['#{operation} 작업을 제때 시작하지 못해서 취소했어요.', '제때 시작하지 못해서 취소했어요.'],
    text: ['바뀐 것은 없어요.', '아직 필요하면 다시 요청해 주세요.'],
    speech: '제때 시작하지 못했어요. 바뀐 것은 없으니 다시 요청해 주세요.',
  },
  interrupted_too_long: {
    title: ['#{operation} 작업이 오래 중단돼 있었어요.', '작업이 오래 중단돼 있었어요.'],
    text: [
      '어디까지 됐는지 확인했고, 저 혼자 이어서 하지는 않을게요.',
      '이어서 하려면 “#{operation} 계속”, 그만두려면 “#{operation} 취소”라고 해 주세요.',
    ],
    speech: '작업이 오래 중단돼 있었어요. 계속 또는 취소라고 말해 주세요.',
  },
  outcome_unknown: {
    title: ['#{operation} 작업이 반영됐는지 알 수 없어요.', '반영됐는지 알 수 없어요.'],
    text: ['다시 시도하지 않을게요. {environment}의 {service:을/를} 직접 확인해 주세요.'],
    speech: '반영됐는지 알 수 없어서 다시 시도하지 않을게요. 직접 확인해 주세요.',
  },
  world_replaced: { title: '샌드박스를 초기화해서, 그 작업이 있던 세계는 이제 없어요.' },
  lock_released: {
    title: [
      '#{operation} 작업이 {environment}의 {service:을/를} 놓았어요. 롤아웃은 아직 멈춰 있어요.',
      '잡고 있던 것을 놓았어요. 롤아웃은 아직 멈춰 있어요.',
    ],
    text: ['저 혼자 이어서 하지는 않을게요. “#{operation} 계속”이라고 하거나 롤백해 주세요.'],
    speech: '잡고 있던 것을 놓았고 롤아웃은 아직 멈춰 있어요. 계속하거나 롤백해 주세요.',
  },
  plan_changed: {
    title: [
      '계획을 보신 뒤에 {environment}의 {service:이/가} 바뀌었어요.',
      '계획을 보신 뒤에 상황이 바뀌었어요.',
    ],
    text: ['아무것도 하지 않았어요.', '지금 상태로 다시 보려면: “{again}”.'],
    speech: '계획을 보신 뒤에 상황이 바뀌어서 아무것도 하지 않았어요. 다시 요청해 주세요.',
  },
  not_understood: {
    title: '잘 못 알아들었어요.',
    text: ['예를 들면 이렇게 말해 주세요: “{example}”. “도움말”에 전부 있어요.'],
    speech: '잘 못 알아들었어요. 도움말이라고 말해 보세요.',
  },
  not_for_me: { title: '저에게 하신 말씀이 아닌 것 같아요.' },
  invalid_input: {
    title: ['{slot} 값으로 “{value}”는 쓸 수 없어요.', '그 값은 쓸 수 없어요.'],
    text: ['이렇게 써요: {usage}'],
    speech: '그 값은 쓸 수 없어요.',
  },
  too_long: {
    title: ['너무 길어요. {max}자까지 읽을 수 있어요.', '너무 길어요.'],
    text: ['한 번에 한 가지를 한 문장으로 말해 주세요.'],
    speech: '너무 길어요. 한 문장으로 말해 주세요.',
  },
  negated: { title: '네, 그대로 둘게요.', text: ['바뀐 것은 없어요.'] },
  many_targets: { title: '한 번에 한 서비스, 한 환경만 말해 주세요.', text: ['바뀐 것은 없어요.'] },
  not_a_request: {
    title: '요청이 아닌 것 같아서 아무것도 하지 않았어요.',
    text: ['필요하면 “{example}”처럼 말해 주세요.'],
  },
  unsupported: {
    title: '그건 제가 할 수 없어요.',
    text: ['할 수 있는 일: {known}.', '“도움말”에 더 있어요.'],
    speech: '그건 제가 할 수 없어요. 도움말이라고 말해 보세요.',
  },
  nothing_pending: {
    title: '그 답을 기다리는 작업이 없어요.',
    text: ['지금 진행 중: {running}.', '“작업 목록”이라고 하면 보여 드려요.'],
  },
  wrong_confirmation: {
    title: [
      '{said:을/를} 말씀하셨는데, 확인을 기다리는 것은 {needed:이에요/예요}.',
      '제가 기다리는 확인이 아니에요.',
    ],
    text: [
      '#{operation} 작업은 아직 기다리고 있어요. 진행하려면 “{phrase}”, 그만두려면 “취소”라고 해 주세요.',
    ],
    speech: [
      '확인되지 않았어요. 진행하려면 {phrase}, 아니면 취소라고 말해 주세요.',
      '제가 기다리는 확인이 아니에요.',
    ],
  },
  own_approval: {
    title: ['#{operation} 작업은 직접 요청하셔서, 다른 사람이 승인해야 해요.', '다른 사람이 승인해야 해요.'],
    text: ['승인 {needed}개가 필요하고 지금 {given}개예요.'],
    speech: '직접 요청하신 작업이라 다른 사람이 승인해야 해요.',
  },
  voice_locked: {
    title: '음성 확인이 세 번 실패해서 이 세션에서는 보호된 환경을 바꿀 수 없어요.',
    text: ['바뀐 것은 없어요. 채팅에서 하거나 새 세션을 시작해 주세요.'],
    speech: '확인이 세 번 실패해서 이 세션에서는 보호된 환경을 바꿀 수 없어요. 채팅에서 해 주세요.',
  },
  unknown_service: {
    title: ['“{service}” 서비스를 몰라요.', '모르는 서비스예요.'],
    text: ['혹시 {nearest}인가요?', '제가 아는 서비스: {known}.'],
    speech: ['모르는 서비스예요. 가장 비슷한 것은 {first:이에요/예요}.', '모르는 서비스예요.'],
  },
  unknown_environment: {
    title: ['“{environment}” 환경을 몰라요.', '모르는 환경이에요.'],
    text: ['혹시 {nearest}인가요?', '제가 아는 환경: {known}.'],
    speech: ['모르는 환경이에요. 제가 아는 환경은 {known:이에요/예요}.', '모르는 환경이에요.'],
  },
  unknown_branch: {
    title: ['{service}에는 “{branch}” 브랜치가 없어요.', '그런 브랜치가 없어요.'],
    text: ['혹시 {nearest}인가요?', '있는 브랜치: {known}.'],
    speech: [
      '{service}에는 그런 브랜치가 없어요. 가장 비슷한 것은 {first:이에요/예요}.',
      '{service}에는 그런 브랜치가 없어요.',
      '그런 브랜치가 없어요.',
    ],
  },
  ambiguous_name: {
    title: ['“{name}”에 맞는 것이 여러 개예요: {choices}.', '그 이름에 맞는 것이 여러 개예요.'],
    text: ['어느 것인지 말해 주세요.'],
    speech: ['{choices} 중에 어느 것인가요?', '그 이름에 맞는 것이 여러 개예요. 어느 것인가요?'],
  },
  missing_slot: { title: ['{slot:이/가} 빠졌어요.', '빠진 것이 있어요.'], text: ['이렇게 써요: {usage}'] },
  malformed_version: {
    title: ['“{version}”은 제가 읽을 수 있는 버전이 아니에요.', '제가 읽을 수 있는 버전이 아니에요.'],
    text: ['버전은 1.4.2, v2.0.0-rc1, latest처럼 써요.'],
    speech: '제가 읽을 수 있는 버전이 아니에요.',
  },
  version_not_found: {
    title: ['{service}에는 {version} 버전이 없어요.', '그런 버전이 없어요.'],
    text: ['있는 버전: {known}.'],
  },
  unknown_container: {
    title: ['{service}에는 {container} 컨테이너가 없어요.', '그런 컨테이너가 없어요.'],
    text: ['있는 컨테이너: {known}.', '바꿀 컨테이너를 카탈로그의 `container:`에 적어 주세요.'],
  },
  unknown_operation: {
    title: ['#{id} 작업은 없어요.', '그런 작업은 없어요.'],
    text: ['“작업 목록”이라고 하면 보여 드려요.'],
    speech: ['{id}번 작업은 없어요.', '그런 작업은 없어요.'],
  },
  no_workload: {
    title: ['{environment}에는 {service} Deployment가 없어요.', '거기에는 그런 이름이 없어요.'],
    text: ['{known}에서 돌고 있어요.'],
  },
  not_permitted: {
    title: [
      '{person} 님은 {environment}에서 이 일을 할 수 없어요.',
      '{person} 님은 이 일을 할 수 없어요.',
      '이 일을 할 권한이 없어요.',
    ],
    text: ['{environment:을/를} 바꿀 수 있는 사람: {writers}.', '관리자가 하거나 권한을 줄 수 있어요.'],
    speech: [
      '{environment}에서 이 일을 할 권한이 없어요. 관리자는 할 수 있어요.',
      '이 일을 할 권한이 없어요. 관리자는 할 수 있어요.',
    ],
  },
  not_allowed_here: {
    title: [
      '이 대화에서는 {service:을/를} 다루지 않아요.',
      '이 대화에서는 “{action}” 기능을 쓸 수 없어요.',
      '이 대화에서는 할 수 없는 일이에요.',
    ],
    text: [
      '여기서는 {services:을/를} 다뤄요.',
      '여기서 쓸 수 있는 기능: {actions}.',
      '다른 채널이나 저와의 대화에서 말해 주세요.',
    ],
    speech: [
      '이 대화에서는 {service:을/를} 다루지 않아요. 다른 곳에서 말해 주세요.',
      '이 대화에서는 할 수 없는 일이에요. 다른 곳에서 말해 주세요.',
    ],
  },
  unknown_person: {
    title: ['{person} 님은 아직 제가 모르는 분이에요.', '아직 제가 모르는 분이에요.'],
    text: [
      '관리자가 `admins:`에 추가하거나 코드를 줄 수 있어요. 코드를 받으면 “코드 …”라고 보내 주세요.',
      '그때까지는 “도움말”과 “나는 누구야”에만 답해요.',
    ],
    speech: '아직 제가 모르는 분이에요. 관리자에게 코드를 받아 주세요.',
  },
  environment_frozen: {
    title: [
      '{environment:은/는} 지금 변경이 막혀 있어요: {reason}.',
      '{environment:은/는} 지금 변경이 막혀 있어요.',
      '이 환경은 지금 변경이 막혀 있어요.',
    ],
    text: ['롤백은 할 수 있어요.'],
  },
  target_held: {
    title: [
      '{environment}의 {service:은/는} {asker} 님의 #{holder} 작업({what})이 잡고 있어요.',
      '{environment}의 {service:은/는} #{holder} 작업이 바꾸는 중이에요.',
      '다른 작업이 바꾸는 중이에요.',
    ],
    text: [
      '아무것도 하지 않았어요. #{holder} 작업이 끝난 뒤 다시 요청하거나 먼저 취소해 주세요: “#{holder} 취소”.',
    ],
    speech: [
      '{environment}의 {service:은/는} {holder}번 작업이 바꾸는 중이에요. 아무것도 하지 않았어요.',
      '다른 작업이 바꾸는 중이에요. 아무것도 하지 않았어요.',
    ],
  },
  managed_elsewhere: {
    title: [
      '{service:은/는} {owner:이/가} 관리하고 있어서 건드리지 않을게요.',
      '다른 도구가 관리하고 있어요.',
    ],
    text: ['제가 바꿔도 {owner:이/가} 되돌려요. 그쪽에서 바꿔 주세요: {there}', '근거: {proof}.'],
  },
  cluster_denied: {
    title: [
      '제 계정은 {namespace}에서 {resource} {verb} 권한이 없어요.',
      '제 클러스터 계정에 그 권한이 없어요.',
    ],
    text: ['바뀐 것은 없어요. 필요한 권한(RBAC)은 README에 있어요.'],
    speech: '제 클러스터 계정에 그 권한이 없어요. 바뀐 것은 없어요.',
  },
};
