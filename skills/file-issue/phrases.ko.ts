import type { SkillPhrases } from '../../src/contracts/skill.js';
import { writeRepliesKo, writeSpeechKo } from '../shared/write-phrases.ko.js';

export const ko: SkillPhrases = {
  summary: '지금 다루는 실패나 작업, 진단 결과를 증거와 함께 GitHub 이슈로 등록해요',
  cues: ['이슈 등록', '이슈로 등록', '티켓 만들어'],
  examples: [
    { say: '체크아웃 이슈로 등록해 줘', means: { service: 'checkout' } },
    { say: '#42 이슈로 등록해 줘', means: { id: 42 } },
    { say: '이거 이슈로 등록해 줘', means: {} },
  ],
  replies: {
    ...writeRepliesKo,
    nothing_pending: '등록할 실패나 진단 결과가 없어요. 작업 번호를 붙여 주세요: “#42 이슈로 등록해 줘”.',
    'plan.title': '{repository}에 {from} 이슈를 등록할까요?',
    'plan.issue': '제목: {title}',
    'progress.title': '{from} 이슈 등록 중',
    'ending.succeeded': '{from} 이슈를 등록했어요.',
    'ending.filed': '{from} 이슈를 #{issue}번으로 등록했어요: {url}',
    'ending.found': '{from} 이슈가 이미 있어요: #{issue}, {url}',
    'ending.failed': '{from} 이슈를 등록하지 못했어요: {reason}.',
    'ending.rolled_back': '{from} 이슈를 등록하지 못했어요: {reason}. {back}',
    'ending.rolled_back_somewhere': '{from} 이슈를 등록하지 못했어요: {reason}.',
    'issue.operation': '작업 #{number}: {environment} {service} {skill}',
    'issue.finding': '{environment} {service}: {text}',
    'issue.by': '{asker}님이 {at}에 요청했어요.',
    'issue.change': '변경: {from} → {to}. 결과: {outcome}.',
    'issue.found': 'Coxswain이 {at}에 찾았어요.',
    'issue.evidence': '증거',
    'issue.footer': '{asker}님의 요청으로 Coxswain이 등록했어요. 비밀 값은 가렸어요.',
    'subject.operation': '작업 #{number}',
    'subject.finding': '{environment} 진단 결과',
  },
  speech: {
    ...writeSpeechKo,
    'ending.filed': '이슈 {issue}번을 등록했어요.',
    'ending.found': '이미 이슈 {issue}번이 있어요.',
  },
};
