/** Who works on the shop, as Git and Jenkins name them. */
export const AUTHORS = [
  { login: 'mina-kim', name: 'Mina Kim' },
  { login: 'jhpark', name: '박지훈' },
  { login: 'sofia-r', name: 'Sofia Rossi' },
  { login: 'tdubois', name: 'Thomas Dubois' },
] as const;

/** A version that was built but has never been rolled out, or a change that brought no version. Newest last. */
export interface ComingRow {
  /** Absent: its pipeline failed, or it is no release. */
  readonly version?: string;
  readonly hours: number;
  readonly message: string;
  /** Default: main. */
  readonly branch?: string;
  /** Where its pipeline failed. */
  readonly fails?: 'Test' | 'Build image';
}

export const COMING: Readonly<Record<string, readonly ComingRow[]>> = {
  checkout: [
    { version: '1.4.2', hours: 50, message: 'checkout 1.4.2: show the gift card balance' },
    { version: '1.4.3', hours: 28, message: 'checkout 1.4.3: open the payments connection at start' },
    { version: '1.4.4', hours: 9, message: 'checkout 1.4.4: new readiness probe' },
    { version: '1.4.5', hours: 6, message: 'checkout 1.4.5: point the readiness probe at the right port' },
    {
      hours: 5,
      message: 'Try coupons beside gift cards',
      branch: 'feature/gift-cards',
      fails: 'Test',
    },
    { version: '1.5.0-rc1', hours: 3, message: 'checkout 1.5.0-rc1: price table per currency' },
  ],
  'payments-api': [
    { version: '2.3.0', hours: 4, message: 'payments-api 2.3.0: cache exchange rates in memory' },
    { version: '2.3.1', hours: 0.1, message: 'payments-api 2.3.1: limit the exchange rate cache' },
  ],
  cart: [
    { version: '3.1.1', hours: 60, message: 'cart 3.1.1: keep the order of saved items' },
    { version: '3.2.0', hours: 20, message: 'cart 3.2.0: share a cart by link' },
    { hours: 2, message: 'Merge carts when somebody logs in', fails: 'Test' },
  ],
  'user-profile': [
    { version: '1.9.3', hours: 70, message: 'user-profile 1.9.3: crop photos in the browser' },
    { version: '1.10.0', hours: 16, message: 'user-profile 1.10.0: 한글 이름을 성과 이름으로 나누기' },
  ],
  frontend: [
    { version: '5.0.4', hours: 26, message: 'frontend 5.0.4: sharper product pictures' },
    { version: '5.1.0', hours: 6, message: 'frontend 5.1.0: dark theme' },
    { hours: 1, message: 'Load fonts from the shop itself', fails: 'Build image' },
  ],
  inventory: [
    { version: '0.14.2', hours: 90, message: 'inventory 0.14.2: count returns' },
    { version: '0.15.0', hours: 40, message: 'inventory 0.15.0: reserve per size' },
    { version: '0.16.0', hours: 8, message: 'inventory 0.16.0: several warehouses' },
  ],
  auth: [
    { version: '2.8.1', hours: 80, message: 'auth 2.8.1: remember devices for 30 days' },
    { version: '2.9.0', hours: 31, message: 'auth 2.9.0: log out everywhere' },
    { version: '3.0.0', hours: 7, message: 'auth 3.0.0: one binary for all regions' },
  ],
  recommendation: [
    { version: '1.2.7', hours: 100, message: 'recommendation 1.2.7: fewer look-alikes' },
    { version: '1.3.0', hours: 45, message: 'recommendation 1.3.0: follow the season' },
    { version: '1.4.0', hours: 10, message: 'recommendation 1.4.0: model from object storage' },
  ],
  'ad-service': [
    { version: '0.9.2', hours: 65, message: 'ad-service 0.9.2: skip sold-out products' },
    { version: '0.10.0', hours: 22, message: 'ad-service 0.10.0: ads per language' },
  ],
  'order-worker': [
    { version: '4.2.1', hours: 55, message: 'order-worker 4.2.1: do not confirm twice' },
    { version: '4.3.0', hours: 14, message: 'order-worker 4.3.0: confirm in the customer’s language' },
  ],
};
