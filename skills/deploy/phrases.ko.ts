import type { SkillPhrases } from '../../src/contracts/skill.js';
import { writeRepliesKo, writeSpeechKo } from '../shared/write-phrases.ko.js';

export const ko: SkillPhrases = {
  summary: '서비스의 한 버전을 환경에 배포해요',
  cues: ['배포', '반영', '내보내', '올려'],
  examples: [
    {
      say: '체크아웃 1.4.2 스테이징에 배포해 줘',
      means: { service: 'checkout', version: '1.4.2', environment: 'staging' },
    },
    {
      say: 'checkout 1.4.2 운영에 배포해줘',
      means: { service: 'checkout', version: '1.4.2', environment: 'production' },
    },
    {
      say: '개발에 장바구니 2.1.0 반영해 주세요',
      means: { service: 'cart', version: '2.1.0', environment: 'dev' },
    },
    {
      say: '인증 3.0.1 운영에 내보내 줘',
      means: { service: 'auth', version: '3.0.1', environment: 'production' },
    },
  ],
  replies: {
    ...writeRepliesKo,
    'plan.title': '{environment}에 {service} {to:을/를} 배포할까요? (지금 {from})',
    'plan.by_run': '{run:이/가} 배포하고, 롤아웃은 제가 지켜봐요.',
    'plan.on_failure_rollback': '실패하면 마지막 정상 리비전으로 알아서 되돌려요.',
    'plan.on_failure_leave': '실패하면 그대로 두고 알려 드려요.',
    'warnings.never_seen': '{version:은/는} {environment}에서 한 번도 돌린 적이 없어요.',
    'warnings.registry_hidden':
      '레지스트리가 {image} 이미지의 저장소를 보여 주지 않아서 그 이미지가 있는지 알 수 없어요.',
    'warnings.registry_unread': '레지스트리가 응답하지 않아서 {image} 이미지가 있는지 알 수 없어요.',
    'warnings.failed_before': '{version:은/는} 지난번에 {environment}에서 실패했어요.',
    'warnings.older': '{to:은/는} {from}보다 낮은 버전이에요.',
    'warnings.replaces_failing': '지금 돌고 있는 {version:이/가} 정상이 아니에요.',
    'warnings.no_readiness_probe':
      '{container} 컨테이너에 readiness probe가 없어서, 시작하자마자 준비된 것으로 쳐요.',
    'notes.brings': '{authors}의 커밋 {count}개가 들어가요: {url}',
    'notes.pulls': '풀 리퀘스트: {pulls}',
    'notes.more_pulls': '풀 리퀘스트가 {count}개 더 있어요.',
    'notes.takes_away': '커밋 {count}개가 빠져요.',
    'notes.brings_unread': '{source:이/가} 응답하지 않아서 무엇이 바뀌는지 알 수 없어요.',
    'warnings.pipeline_failed': '파이프라인이 실패했어요: {where}.',
    'warnings.pipeline_missing': '통과한 파이프라인이 없어요. {where:을/를} 확인했어요.',
    'warnings.pipeline_unread': '{source:이/가} 응답하지 않아서 파이프라인을 통과했는지 알 수 없어요.',
    'warnings.overridden': '그래도 진행하는 이유: {reason}',
    'warnings.run_unmarked':
      '{run}에는 제 표시를 남길 수 없어요. 시작하는 순간 제가 중단되면 시작됐는지 알 수 없어서 다시 여쭤봐요.',
    'warnings.owned': '{owner:이/가} 관리해요. 실패해도 여기서는 되돌릴 수 없어요.',
    'warnings.cannot_revert': '제 계정으로는 바꿀 수 없어요. 실패해도 되돌릴 수 없어요.',
    'offers.runs': '{version} ({environments}에서 실행 중)',
    'progress.title': '{environment}에 {service} {to} 배포 중',
    'ending.succeeded_empty':
      '{environment}에 {service} {to:을/를} 배포했어요. 레플리카가 0개라서 실행 중인 파드는 없어요.',
    'ending.succeeded': '{environment}에 {service} {to:을/를} 배포했어요. {seconds}초 걸렸어요.',
    'ending.rolled_back':
      '{environment}에 {service} {to} 배포가 실패해서 {back:으로/로} 되돌렸어요: {reason}.',
    'ending.rolled_back_somewhere': '{environment}에 {service} {to} 배포가 실패해서 되돌렸어요: {reason}.',
    'ending.stopped_untouched':
      '멈췄어요. {environment}의 {service:은/는} 바뀌지 않았고 {version} 그대로예요.',
    'ending.stopped_untouched_yet':
      '{environment}의 {service:은/는} 아직 {version:이에요/예요}. 그런데 {run:이/가} 멈추지 않아서 바뀔 수 있으니 확인해 주세요.',
    'ending.failed': '{environment}에 {service} {to} 배포가 실패했어요: {reason}.',
  },
  speech: {
    ...writeSpeechKo,
    'plan.title': '{environment}에 {service} {to:을/를} 배포할까요? 지금은 {from:이에요/예요}.',
    'ending.succeeded_empty':
      '{environment}에 {service} {to:을/를} 배포했어요. 레플리카가 0개라서 실행 중인 파드는 없어요.',
    'ending.succeeded': '{environment}에 {service} {to:을/를} 배포했어요.',
  },
};
