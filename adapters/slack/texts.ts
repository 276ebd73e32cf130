import type { Locale } from '../../src/contracts/message.js';
import type { ReplyBlock } from '../../src/contracts/reply.js';

type State = Extract<ReplyBlock, { kind: 'progress' }>['state'];

/** The few words that Slack's own forms need; what the bot says is in the registry. */
export interface Texts {
  readonly sandbox: string;
  readonly states: Readonly<Record<State, string>>;
  readonly whole: string;
  readonly choose: string;
  readonly send: string;
  readonly close: string;
  readonly ask: string;
  readonly askHint: string;
  readonly typeHint: string;
  readonly running: string;
  readonly approvals: string;
  readonly attention: string;
  readonly quiet: string;
  readonly cut: string;
  readonly help: string;
  readonly guest: string;
  readonly shared: string;
  readonly late: string;
  readonly busy: string;
  readonly lateForm: string;
}

export const TEXTS: Readonly<Record<Locale, Texts>> = {
  en: {
    sandbox: 'sandbox: a simulated world',
    states: { waiting: 'waiting', running: 'running', done: 'done', failed: 'failed', paused: 'paused' },
    whole: 'The whole output is in the file.',
    choose: 'Choose…',
    send: 'Send',
    close: 'Close',
    ask: 'Ask Coxswain',
    askHint: 'e.g. status of staging',
    typeHint: 'Type or choose',
    running: 'Running',
    approvals: 'Waiting for your approval',
    attention: 'Needs your attention',
    quiet: 'Nothing waits for you.',
    cut: 'There is more than fits here.',
    help: 'What can I do?',
    guest: 'Guests of this workspace can’t talk with me. A full member can, or an admin can allow guests.',
    shared: 'I don’t answer in channels that are shared with other organisations. Ask me in one of your own.',
    late: 'I could not note that in time. If no answer follows, please say it again.',
    busy: 'I have more to answer than I can at the moment and did not take that. Please say it again in a minute.',
    lateForm: 'That took too long. Please send it once more.',
  },
  ko: {
    sandbox: '샌드박스: 모의 환경이에요',
    states: { waiting: '대기', running: '진행 중', done: '완료', failed: '실패', paused: '멈춤' },
    whole: '전체 출력은 파일에 있어요.',
    choose: '고르기…',
    send: '보내기',
    close: '닫기',
    ask: 'Coxswain에게 묻기',
    askHint: '예: 스테이징 상태 알려줘',
    typeHint: '입력하거나 골라 주세요',
    running: '진행 중',
    approvals: '내 승인을 기다려요',
    attention: '확인이 필요해요',
    quiet: '기다리는 일이 없어요.',
    cut: '여기에 다 보여 주지 못한 것이 더 있어요.',
    help: '무엇을 할 수 있나요?',
    guest: '게스트는 저와 이야기할 수 없어요. 정식 멤버가 요청하거나 관리자가 게스트를 허용해야 해요.',
    shared: '다른 조직과 공유하는 채널에서는 답하지 않아요. 우리 채널에서 물어봐 주세요.',
    late: '제때 기록하지 못했어요. 답이 없으면 다시 말해 주세요.',
    busy: '지금은 밀린 요청이 많아서 받지 못했어요. 잠시 뒤에 다시 말해 주세요.',
    lateForm: '시간이 너무 걸렸어요. 다시 보내 주세요.',
  },
};
