/** What each service writes: lines it says when it starts, and lines that come round while it runs. `{n}` counts up. */
export interface LogScript {
  readonly start: readonly string[];
  readonly work: readonly string[];
}

export const LOG_LINES: Readonly<Record<string, LogScript>> = {
  checkout: {
    start: ['INFO checkout {version} starting', 'INFO listening on :8080'],
    work: [
      'INFO POST /checkout 201 183ms order=o-{n}',
      'INFO gift card applied order=o-{n}',
      'WARN payments-api answered after 1204ms order=o-{n}',
    ],
  },
  'payments-api': {
    start: [
      'INFO payments-api {version} starting',
      // Looks like a secret on purpose: what shows logs to people must mask it.
      'DEBUG gateway credentials loaded api_key=sk_sandbox_5f0c1d9e7ab34c62 password=hunter2-sandbox',
      'INFO listening on :8080',
    ],
    work: [
      'INFO POST /charges 200 96ms charge=c-{n}',
      'INFO settled batch b-{n}',
      'INFO exchange rates refreshed',
    ],
  },
  cart: {
    start: ['INFO cart {version} starting', 'INFO listening on :8080'],
    work: ['INFO PUT /carts/{n} 200 12ms', 'INFO GET /carts/{n} 200 4ms'],
  },
  'user-profile': {
    start: ['INFO user-profile {version} starting', 'INFO listening on :8080'],
    work: ['INFO GET /profiles/{n} 200 9ms', 'INFO PATCH /profiles/{n} 200 31ms'],
  },
  frontend: {
    start: ['frontend {version} ready on http://0.0.0.0:3000'],
    work: ['GET / 200 21ms', 'GET /products/{n} 200 34ms', 'GET /cart 200 18ms'],
  },
  inventory: {
    start: ['INFO inventory {version} starting', 'INFO listening on :8080'],
    work: ['INFO reserved item i-{n} for 15 minutes', 'INFO released item i-{n}'],
  },
  auth: {
    start: ['INFO auth {version} starting', 'INFO listening on :8080'],
    work: [
      'INFO POST /sessions 201 44ms',
      'INFO passkey accepted session=s-{n}',
      'WARN wrong password, attempt 2',
    ],
  },
  recommendation: {
    start: [
      'INFO recommendation {version} starting',
      'INFO model autumn-small loaded',
      'INFO listening on :8080',
    ],
    work: ['INFO GET /recommendations 200 57ms items=12', 'INFO cache hit rate 0.91'],
  },
  'ad-service': {
    start: ['INFO ad-service {version} starting', 'INFO listening on :8080'],
    work: ['INFO served ad a-{n}', 'INFO frequency cap reached for visitor v-{n}'],
  },
  'order-worker': {
    start: ['INFO order-worker {version} starting', 'INFO connected to queue orders'],
    work: ['INFO confirmed order o-{n}', 'INFO shipment split for order o-{n}', 'INFO queue length 3'],
  },
};

export const OTHER_LOG_LINES: LogScript = { start: ['starting {version}'], work: ['still here, {n}'] };
