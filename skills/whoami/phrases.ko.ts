import type { SkillPhrases } from '../../src/contracts/skill.js';

export const ko: SkillPhrases = {
  summary: '제가 누구로 알고 있는지, 무엇을 할 수 있는지 알려 줘요',
  cues: ['내가 누구', '나 누구', '내 권한', '제 권한', '난 누구', '저 누구'],
  examples: [
    { say: '내가 누구야?', means: {} },
    { say: '내 권한 알려줘', means: {} },
  ],
  replies: {
    admin: '{name} 님은 관리자예요. 모든 일을 할 수 있어요.',
    known: '{name} 님이에요. 모두 볼 수 있고 {writable:을/를} 바꿀 수 있어요.',
    known_reads: '{name} 님이에요. 모두 볼 수 있지만 바꿀 수는 없어요.',
    guest: '{name} 님은 게스트예요. 모두 볼 수 있고 {writable:을/를} 바꿀 수 있어요.',
    guest_reads: '{name} 님은 게스트예요. 모두 볼 수 있지만 바꿀 수는 없어요.',
    unknown: '{name} 님은 아직 제가 모르는 분이에요. 도움말과 내 권한만 물어볼 수 있어요.',
    id: '제가 아는 이름',
    writable: '바꿀 수 있는 환경',
    readonly: '볼 수만 있는 환경',
    nothing: '없음',
    become:
      '등록하려면 제가 실행 중인 컴퓨터에서 “coxswain link”를 실행하거나 실행할 수 있는 분께 부탁해서, 나온 코드를 10분 안에 여기에 말해 주세요.',
    writers_hint: '{readonly:을/를} 바꾸려면 관리자이거나 coxswain.yaml의 “writers”에 이름이 있어야 해요.',
  },
  speech: {
    unknown: '아직 제가 모르는 분이에요. 터미널에서 coxswain link를 실행하고 코드를 알려 주세요.',
  },
};
