/** One row per service. Versions oldest first, the last one runs; days are how long ago each was rolled out. */
export interface ServiceRow {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly spoken: readonly string[];
  readonly owner: string;
  readonly port: number;
  readonly replicas: Readonly<Record<EnvironmentName, number>>;
  readonly cpu: string;
  readonly memory: string;
  readonly memoryLimit: string;
  readonly history: readonly { readonly version: string; readonly days: number; readonly cause: string }[];
  readonly settings: Readonly<Record<string, string>>;
}
export type EnvironmentName = 'dev' | 'staging' | 'production';

export const REGISTRY = 'registry.shop.local';

const small = { dev: 1, staging: 1, production: 2 };
const large = { dev: 1, staging: 2, production: 3 };

export const SERVICES: readonly ServiceRow[] = [
  {
    name: 'checkout',
    aliases: ['체크아웃'],
    spoken: ['check out'],
    owner: 'team-orders',
    port: 8080,
    replicas: large,
    cpu: '100m',
    memory: '128Mi',
    memoryLimit: '256Mi',
    history: [
      { version: '1.3.8', days: 41, cause: 'checkout 1.3.8: show delivery dates' },
      { version: '1.3.9', days: 27, cause: 'checkout 1.3.9: retry card authorisation once' },
      { version: '1.4.0', days: 13, cause: 'checkout 1.4.0: gift cards' },
      { version: '1.4.1', days: 4, cause: 'checkout 1.4.1: round gift card amounts' },
    ],
    settings: { PAYMENT_TIMEOUT_MS: '2500', GIFT_CARDS: 'on' },
  },
  {
    name: 'payments-api',
    aliases: ['payments', 'payment', '결제', '결제 api', '페이먼츠'],
    spoken: ['payments a p i', 'payments api', 'payment api'],
    owner: 'team-payments',
    port: 8080,
    replicas: large,
    cpu: '150m',
    memory: '192Mi',
    memoryLimit: '256Mi',
    history: [
      { version: '2.2.2', days: 52, cause: 'payments-api 2.2.2: settle in two currencies' },
      { version: '2.2.3', days: 30, cause: 'payments-api 2.2.3: shorter card tokens' },
      { version: '2.2.4', days: 9, cause: 'payments-api 2.2.4: time out after 2 s' },
    ],
    settings: { SETTLEMENT_CURRENCIES: 'EUR,KRW', TIMEOUT_MS: '2000' },
  },
  {
    name: 'cart',
    aliases: ['장바구니', '카트'],
    spoken: [],
    owner: 'team-orders',
    port: 8080,
    replicas: small,
    cpu: '100m',
    memory: '96Mi',
    memoryLimit: '192Mi',
    history: [
      { version: '3.0.4', days: 60, cause: 'cart 3.0.4: keep carts for 30 days' },
      { version: '3.0.5', days: 33, cause: 'cart 3.0.5: smaller sessions' },
      { version: '3.1.0', days: 6, cause: 'cart 3.1.0: save for later' },
    ],
    settings: { KEEP_DAYS: '30' },
  },
  {
    name: 'user-profile',
    aliases: ['profile', '프로필', '사용자 프로필', '유저 프로필'],
    spoken: ['user profile'],
    owner: 'team-accounts',
    port: 8080,
    replicas: small,
    cpu: '100m',
    memory: '128Mi',
    memoryLimit: '256Mi',
    history: [
      { version: '1.9.0', days: 75, cause: 'user-profile 1.9.0: addresses per country' },
      { version: '1.9.1', days: 48, cause: 'user-profile 1.9.1: longer names' },
      { version: '1.9.2', days: 17, cause: 'user-profile 1.9.2: photo upload limits' },
    ],
    settings: { PHOTO_LIMIT_KB: '512' },
  },
  {
    name: 'frontend',
    aliases: ['프론트', '프론트엔드'],
    spoken: ['front end'],
    owner: 'team-web',
    port: 3000,
    replicas: large,
    cpu: '100m',
    memory: '128Mi',
    memoryLimit: '256Mi',
    history: [
      { version: '5.0.1', days: 22, cause: 'frontend 5.0.1: new product page' },
      { version: '5.0.2', days: 12, cause: 'frontend 5.0.2: faster first paint' },
      { version: '5.0.3', days: 2, cause: 'frontend 5.0.3: fix the cart badge' },
    ],
    settings: { THEME: 'autumn' },
  },
  {
    name: 'inventory',
    aliases: ['재고', '인벤토리'],
    spoken: [],
    owner: 'team-warehouse',
    port: 8080,
    replicas: small,
    cpu: '100m',
    memory: '128Mi',
    memoryLimit: '256Mi',
    history: [
      { version: '0.13.8', days: 58, cause: 'inventory 0.13.8: nightly counts' },
      { version: '0.14.0', days: 36, cause: 'inventory 0.14.0: reserve on checkout' },
      { version: '0.14.1', days: 20, cause: 'inventory 0.14.1: release after 15 minutes' },
    ],
    settings: { RESERVE_MINUTES: '15' },
  },
  {
    name: 'auth',
    aliases: ['인증'],
    spoken: ['auth service'],
    owner: 'team-accounts',
    port: 8080,
    replicas: small,
    cpu: '100m',
    memory: '96Mi',
    memoryLimit: '192Mi',
    history: [
      { version: '2.7.2', days: 66, cause: 'auth 2.7.2: rotate signing keys weekly' },
      { version: '2.7.3', days: 38, cause: 'auth 2.7.3: lock after ten attempts' },
      { version: '2.8.0', days: 11, cause: 'auth 2.8.0: passkeys' },
    ],
    settings: { SESSION_HOURS: '12' },
  },
  {
    name: 'recommendation',
    aliases: ['추천', '추천 서비스', 'recommendations'],
    spoken: ['recommendation service'],
    owner: 'team-discovery',
    port: 8080,
    replicas: small,
    cpu: '150m',
    memory: '256Mi',
    memoryLimit: '512Mi',
    history: [
      { version: '1.2.4', days: 44, cause: 'recommendation 1.2.4: retrain weekly' },
      { version: '1.2.5', days: 25, cause: 'recommendation 1.2.5: no repeats in a row' },
      { version: '1.2.6', days: 10, cause: 'recommendation 1.2.6: smaller model' },
    ],
    settings: { MODEL: 'autumn-small' },
  },
  {
    name: 'ad-service',
    aliases: ['광고', '광고 서비스', 'ads'],
    spoken: ['ad service', 'add service'],
    owner: 'team-discovery',
    port: 8080,
    replicas: small,
    cpu: '100m',
    memory: '96Mi',
    memoryLimit: '192Mi',
    history: [
      { version: '0.8.9', days: 70, cause: 'ad-service 0.8.9: two slots per page' },
      { version: '0.9.0', days: 35, cause: 'ad-service 0.9.0: frequency caps' },
      { version: '0.9.1', days: 15, cause: 'ad-service 0.9.1: fix caps at midnight' },
    ],
    settings: { SLOTS: '2' },
  },
  {
    name: 'order-worker',
    aliases: ['주문 워커', '오더 워커'],
    spoken: ['order worker'],
    owner: 'team-orders',
    port: 9090,
    replicas: small,
    cpu: '100m',
    memory: '128Mi',
    memoryLimit: '256Mi',
    history: [
      { version: '4.1.0', days: 50, cause: 'order-worker 4.1.0: batch confirmations' },
      { version: '4.1.1', days: 29, cause: 'order-worker 4.1.1: retry with backoff' },
      { version: '4.2.0', days: 8, cause: 'order-worker 4.2.0: split shipments' },
    ],
    settings: { BATCH_SIZE: '50' },
  },
];
