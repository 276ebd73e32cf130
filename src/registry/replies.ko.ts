import { koreanFailures } from './failures.ko.js';
import { koreanOutcomes } from './outcomes.ko.js';
import type { Replies } from './replies.js';

/** Everything the core says in Korean (해요체); skills bring their own phrases. */
export const koreanReplies: Replies = {
  outcomes: { ...koreanOutcomes, ...koreanFailures },
  dialogue: {
    ask_service: { title: '어느 서비스인가요?' },
    ask_environment: { title: '어느 환경인가요?' },
    ask_version: { title: ['{service:은/는} 어느 버전인가요?', '어느 버전인가요?'] },
    ask_replicas: { title: ['{service:은/는} 몇 개로 할까요?', '몇 개로 할까요?'] },
    ask_id: { title: '어느 작업인가요?' },
    ask_slot: { title: ['{slot} 값을 알려 주세요.', '무엇으로 할까요?'] },
    ask_intent: { title: ['{only}, 이렇게 할까요?', '{choices} 중에 무엇을 할까요?', '무엇을 할까요?'] },
    confirm_typed: {
      title: '진행하려면 {time} 안에 “{phrase}”, 그만두려면 “취소”라고 입력해 주세요.',
      speech: '진행하려면 {phrase:이라고/라고} 입력해 주세요.',
    },
    confirm_spoken: {
      title: '진행하려면 {time} 안에 “{phrase}”, 그만두려면 “취소”라고 말해 주세요.',
      speech: '진행하려면 {phrase:이라고/라고} 말해 주세요.',
    },
    confirm_factor: {
      title:
        '들었어요. {environment:은/는} 보호된 환경이라 {time} 안에 #{operation} 확인 버튼을 누르거나 “{phrase}”라고 입력해 주세요.',
      speech: '들었어요. 채팅에서 버튼이나 코드로 한 번 더 확인해 주세요.',
    },
    factor_shown: {
      title: '#{operation} 작업: {time} 안에 확인 버튼을 누르거나 코드 {code:을/를} 말해 주세요.',
      text: ['음성으로 요청된 작업이에요. 직접 요청하지 않으셨다면 취소를 눌러 주세요.'],
      speech: '확인 버튼을 누르거나 코드를 말해 주세요.',
    },
    phrase_first: {
      title:
        '#{operation} 작업은 음성으로 요청됐어요. 먼저 그쪽에서 “{phrase}”이라고 말한 뒤 여기서 확인해 주세요.',
      speech: '먼저 확인 문구를 말해 주세요.',
    },
    heard_badly: { title: '잘 못 들었어요. 다시 말해 주세요.' },
    heard_while_speaking: { title: '제가 말하는 중에 들렸어요. 다시 말해 주세요.' },
    heard_too_early: { title: '계획을 읽어 드리기 전에 들렸어요. 다시 말해 주세요.' },
    heard_unsure: { title: '확인 문구인지 확실하지 않아요. 다시 말해 주세요.' },
    echo: { title: '제 목소리가 들려서 아무것도 하지 않았어요.' },
    heard: { title: '{asker} 님의 말: “{text}”', speech: '{asker} 님이 말했어요.' },
    not_by_voice: { title: '그건 음성으로는 할 수 없어요. 채팅에서 해 주세요.' },
    code_failed: {
      title: '#{operation} 작업의 코드가 아니에요. 바뀐 것은 없어요.',
      speech: '코드가 달라요. 바뀐 것은 없어요.',
    },
    confirm_yours_only: {
      title: '#{operation} 작업은 {asker} 님이 요청했어요. {asker} 님만 확인할 수 있어요.',
      speech: '{asker} 님만 확인할 수 있어요.',
    },
    confirm_late: { title: '#{operation} 작업은 이미 확인됐어요.', speech: '이미 확인된 작업이에요.' },
    confirm_again: {
      title: [
        '계획을 보신 뒤에 {environment}의 {service:이/가} 바뀌었어요.',
        '계획을 보신 뒤에 상황이 바뀌었어요.',
      ],
      text: ['지금의 계획이에요. 다시 확인해 주세요.'],
      speech: '계획을 보신 뒤에 상황이 바뀌었어요. 새 계획을 확인해 주세요.',
    },
    under_way: { title: '진행 중이에요.' },
    accepted: {
      title: ['네, #{operation} 작업을 시작할게요.', '네, 시작할게요.'],
      speech: '네, 시작할게요.',
    },
    approval_needed: {
      title:
        '#{operation} 작업은 {environment:을/를} 바꿀 수 있는 다른 분의 승인을 {time} 동안 기다려요({needed}명 중 {given}명 승인): “#{operation} 승인”.',
      speech: '다른 사람의 승인이 필요해요.',
    },
    approved_by: { title: '승인: {people} 님.' },
    approval_given: {
      title: '#{operation} 작업을 승인했어요. 시작할게요.',
      speech: '승인했어요. 시작할게요.',
    },
    approval_counted: {
      title: '#{operation} 작업을 승인했어요. {needed}명 중 {given}명이 승인했어요.',
      speech: '승인했어요. {needed}명 중 {given}명이 승인했어요.',
    },
    approval_given_twice: {
      title: '#{operation} 작업은 이미 결정하셨어요. 한 사람은 한 번만 셀 수 있어요.',
      speech: '이미 결정하셨어요.',
    },
    stopping: {
      title: '#{operation} 작업을 멈추고 있어요. 더는 아무것도 바꾸지 않고, 어디까지 됐는지 알려 드릴게요.',
      speech: '멈추고 있어요. 더는 아무것도 바꾸지 않아요.',
    },
    already_ended: { title: '#{operation} 작업은 이미 끝났어요. {what}.', speech: '이미 끝난 작업이에요.' },
    nothing_to_stop: {
      title: ['{place}에는 진행 중이거나 기다리는 작업이 없어요.', '진행 중이거나 기다리는 작업이 없어요.'],
    },
    still_stopping: {
      title: '#{operation} 작업이 아직 멈추는 중이에요. 끝나면 롤백을 다시 요청해 주세요.',
      speech: '아직 멈추는 중이에요. 잠시 뒤에 롤백을 다시 요청해 주세요.',
    },
    going_on: { title: '#{operation} 작업을 이어서 진행할게요.', speech: '이어서 진행할게요.' },
    greeting: {
      title: '안녕하세요! “{example}”처럼 말씀해 주세요. “도움말”도 있어요.',
      speech: '안녕하세요! 무엇을 할까요?',
    },
    thanks: { title: '천만에요.' },
    nothing_more: { title: '더 드릴 말씀이 없어요.' },
    that_is_all: { title: '여기까지예요.' },
    you_can_say: { title: '이렇게 말씀하시면 돼요: {say}.' },
    nothing_to_repeat: { title: '여기서는 아직 드린 말씀이 없어요.' },
    linked: { title: ['반가워요, {person} 님.', '반가워요.'] },
    code_wrong: {
      title: '코드가 틀렸거나 만료됐어요.',
      text: ['코드는 10분 동안 한 번만 쓸 수 있어요. 새 코드를 받아 주세요.'],
    },
    stale_button: {
      title: '#{operation} 작업은 이미 지나갔어요. {what}.',
      speech: '이미 지나간 작업이에요.',
    },
    was_down: {
      title: '“{text}”라고 하셨을 때 제가 꺼져 있어서 아무것도 하지 않았어요.',
      text: ['아직 필요하면 다시 말씀해 주세요.'],
      speech: '그때 제가 꺼져 있어서 아무것도 하지 않았어요. 아직 필요하면 다시 말씀해 주세요.',
    },
    ledger_note: { title: '원장에 연결되지 않아요. 보여 드릴 수는 있지만 바꾸거나 기억하지는 못해요.' },
    live_going: { title: '{time} 기준이에요. 아직 끝나지 않았어요.' },
    live_settled: { title: '{time} 기준으로 모두 끝났어요.' },
    live_limit: {
      title: '{time} 기준으로 {limit}이 지나도 끝나지 않았어요. 이어서 보려면 다시 물어봐 주세요.',
    },
    live_again: { title: '{time} 기준이에요. 그 뒤에 다시 물어보셨어요.' },
    live_crowded: { title: '{time} 기준이에요. 이 대화의 더 새로운 답을 따라가고 있어요.' },
    live_left: { title: '{time} 기준이에요. 더는 갱신하지 않아요.' },
    try_by_hand: { title: '직접 하려면:' },
    sandbox_mark: { title: '샌드박스' },
  },
  labels: {
    confirm: '확인',
    cancel: '취소',
    stop: '중단',
    approve: '승인',
    reject: '거절',
    resume: '계속',
    rollback: '롤백',
    cancel_then_rollback: '#{holder} 취소하고 롤백',
    help: '도움말',
    status: '상태',
  },
  slots: {
    service: '서비스',
    environment: '환경',
    version: '버전',
    replicas: '개수',
    id: '번호',
    container: '컨테이너',
    person: '사람',
    branch: '브랜치',
    standing: '결과',
    intent: '명령',
  },
};
