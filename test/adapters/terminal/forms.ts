import type { Locale } from '../../../src/contracts/message.js';
import { replySchema, type Reply, type ReplyDraft } from '../../../src/contracts/reply.js';

/** A reply in each language; the golden files show both. */
type Form = Readonly<Record<Locale, Omit<ReplyDraft, 'locale' | 'speech'>>>;

const confirm = { intent: 'confirm', slots: { environment: 'production' }, operation: 42 };

/** One of every form that a reply can take. */
export const FORMS: Readonly<Record<string, Form>> = {
  plan: {
    en: {
      code: 'awaiting_confirmation',
      tone: 'question',
      title: 'Deploy checkout 1.4.2 to production?',
      operation: 42,
      expects: 'confirm',
      sandbox: true,
      blocks: [
        {
          kind: 'fields',
          fields: [
            { label: 'Version', value: '1.4.1 → 1.4.2' },
            { label: 'Replicas', value: '3' },
          ],
        },
        { kind: 'warning', text: 'No readiness probe: pods count as ready at once.' },
        {
          kind: 'actions',
          actions: [
            { label: 'Confirm', say: 'confirm production', command: confirm, style: 'primary' },
            { label: 'Cancel', say: 'cancel #42', command: { ...confirm, intent: 'cancel' } },
          ],
        },
      ],
    },
    ko: {
      code: 'awaiting_confirmation',
      tone: 'question',
      title: '운영에 checkout 1.4.2를 배포할까요?',
      operation: 42,
      expects: 'confirm',
      sandbox: true,
      blocks: [
        {
          kind: 'fields',
          fields: [
            { label: '버전', value: '1.4.1 → 1.4.2' },
            { label: '복제본 수', value: '3' },
          ],
        },
        { kind: 'warning', text: '준비 상태 검사가 없어서 파드가 곧바로 준비된 것으로 여겨져요.' },
        {
          kind: 'actions',
          actions: [
            { label: '확인', say: '운영 배포 진행', command: confirm, style: 'primary' },
            { label: '취소', say: '#42 취소', command: { ...confirm, intent: 'cancel' } },
          ],
        },
      ],
    },
  },
  progress: {
    en: {
      code: 'answered',
      tone: 'info',
      title: 'Deploying checkout 1.4.2 to production',
      operation: 42,
      blocks: [
        { kind: 'progress', label: 'lab/shop', done: 3, total: 3, state: 'done' },
        {
          kind: 'progress',
          label: 'public/shop',
          done: 1,
          total: 3,
          state: 'running',
          detail: '1 of 3 pods ready',
        },
        { kind: 'progress', label: 'edge/shop', done: 0, total: 3, state: 'waiting' },
        { kind: 'progress', label: 'old/shop', done: 2, total: 8, state: 'paused' },
        { kind: 'progress', label: 'bad/shop', done: 0, total: 0, state: 'failed' },
      ],
    },
    ko: {
      code: 'answered',
      tone: 'info',
      title: '운영에 checkout 1.4.2를 배포하고 있어요',
      operation: 42,
      blocks: [
        { kind: 'progress', label: 'lab/shop', done: 3, total: 3, state: 'done' },
        {
          kind: 'progress',
          label: 'public/shop',
          done: 1,
          total: 3,
          state: 'running',
          detail: '파드 3개 중 1개 준비',
        },
        { kind: 'progress', label: 'edge/shop', done: 0, total: 3, state: 'waiting' },
        { kind: 'progress', label: 'old/shop', done: 2, total: 8, state: 'paused' },
        { kind: 'progress', label: 'bad/shop', done: 0, total: 0, state: 'failed' },
      ],
    },
  },
  table: {
    en: {
      code: 'answered',
      tone: 'warning',
      title: 'production: 8 of 10 services are healthy',
      blocks: [
        {
          kind: 'table',
          columns: ['Service', 'Version', 'Ready', 'State'],
          rows: [
            ['checkout', '1.4.1', '3/3', 'healthy'],
            [
              'payments-api',
              '2.3.0',
              '2/3',
              'out of memory: the container was killed at its limit of 256Mi, again',
            ],
          ],
        },
      ],
    },
    ko: {
      code: 'answered',
      tone: 'warning',
      title: '운영: 서비스 10개 중 8개가 정상이에요',
      blocks: [
        {
          kind: 'table',
          columns: ['서비스', '버전', '준비', '상태'],
          rows: [
            ['checkout', '1.4.1', '3/3', '정상'],
            ['결제 payments-api', '2.3.0', '2/3', '메모리 부족: 컨테이너가 한도 256Mi에서 또 종료됐어요'],
          ],
        },
      ],
    },
  },
  failure: {
    en: {
      code: 'rolled_back',
      tone: 'danger',
      title: '#42 failed: checkout is back on 1.4.1',
      operation: 42,
      blocks: [
        { kind: 'text', text: 'The image does not exist.\nNothing else was changed.' },
        {
          kind: 'code',
          text: 'Failed to pull image "registry.shop.local/checkout:9.9.9": not found\n\tBackOff',
        },
      ],
    },
    ko: {
      code: 'rolled_back',
      tone: 'danger',
      title: '#42 실패: checkout을 1.4.1로 되돌렸어요',
      operation: 42,
      blocks: [
        { kind: 'text', text: '이미지가 없어요.\n다른 것은 바뀌지 않았어요.' },
        {
          kind: 'code',
          text: 'Failed to pull image "registry.shop.local/checkout:9.9.9": not found\n\tBackOff',
        },
      ],
    },
  },
  chart: {
    en: {
      code: 'answered',
      tone: 'success',
      title: 'Memory of payments-api',
      blocks: [{ kind: 'chart', title: 'memory', unit: 'MiB', points: [80, 120, 160, 240, 256] }],
    },
    ko: {
      code: 'answered',
      tone: 'success',
      title: 'payments-api 메모리',
      blocks: [{ kind: 'chart', title: '메모리', unit: 'MiB', points: [80, 120, 160, 240, 256] }],
    },
  },
  file: {
    en: {
      code: 'answered',
      tone: 'info',
      title: 'Log of checkout',
      blocks: [
        { kind: 'file', name: 'checkout.log', mediaType: 'text/plain', content: numbered('line', 203) },
        { kind: 'chart', title: 'none', unit: '', points: [] },
      ],
    },
    ko: {
      code: 'answered',
      tone: 'info',
      title: 'checkout 로그',
      blocks: [{ kind: 'file', name: 'checkout.log', mediaType: 'text/plain', content: numbered('줄', 203) }],
    },
  },
};

function numbered(word: string, count: number): string {
  return Array.from({ length: count }, (_, index) => `${word} ${index + 1}`).join('\n');
}

export function formed(name: string, locale: Locale): Reply {
  const form = FORMS[name];
  if (form === undefined) throw new Error(`no form ${name}`);
  return replySchema.parse({ ...form[locale], locale, speech: '' });
}
