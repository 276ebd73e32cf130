import type { SkillPhrases } from '../../src/contracts/skill.js';

export const ko: SkillPhrases = {
  summary: '진행 중이거나 기다리는 작업을 보여 줘요',
  cues: ['작업 목록', '진행 중인 작업', '실행 중인 작업', '무슨 작업', '작업 현황', '작업 보여'],
  examples: [
    { say: '작업 목록', means: {} },
    { say: '진행 중인 작업 보여줘', means: {} },
  ],
  replies: {
    none: '진행 중이거나 기다리는 작업이 없어요.',
    one: '작업 1건: #{number} {what}, {state}',
    several: '작업 {count}건: {states}',
    state_count: '{state} {count}건',
    column_number: '#',
    column_what: '내용',
    column_state: '상태',
    column_who: '누가',
    column_since: '시작',
    what: '{environment} {service} {skill}, {from} → {to}',
    targets: '{state}, 대상 {total}곳 중 {done}곳',
    stopping: '멈추는 중',
    status_awaiting_confirmation: '확인 대기',
    status_awaiting_approval: '승인 대기',
    status_cleared: '시작 대기',
    status_running: '진행 중',
    status_interrupted: '중단됨',
    status_other: '끝나는 중',
    rest: '전체 {total}건 중 {count}건만 표시했어요.',
    only_held:
      '진행 중인 작업은 없지만, 중간에 멈춘 #{number} 작업이 {environment} {service:을/를} 잡고 있어요.',
    held: '#{number} 작업이 중간에 멈춰서 {environment} {service:이/가} 일시 중지된 채로 잡혀 있어요. 이어서 하거나 롤백해야 풀려요.',
    resume: '#{number} 계속',
    resume_say: '{number}번 계속',
    rollback: '{service} 롤백',
    rollback_say: '{environment} {service} 롤백해 줘',
    cancel: '#{number} 취소',
    cancel_say: '{number}번 취소',
  },
  speech: {
    only_held:
      '진행 중인 작업은 없지만 {environment} {service:이/가} 멈춘 채로 잡혀 있어요. 계속하거나 롤백해 주세요.',
    one: '작업이 하나 있어요. {number}번 {what}, {state}.',
    several: '작업이 {count}건 있어요. {states}.',
    what: '{environment} {service} {skill}',
  },
};
