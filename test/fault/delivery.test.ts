import { driverDeaths } from './delivery.js';

/** The worst moments of each driver; every moment is in delivery.full.ts. */
driverDeaths('kill -9 in a deploy by Jenkins', 'jenkins', [
  { driver: 'jenkins', request: 1, moment: 'before' },
  { driver: 'jenkins', request: 1, moment: 'after' },
  { driver: 'jenkins', request: 3, moment: 'after' },
]);

driverDeaths('kill -9 in a deploy by a GitHub workflow', 'github', [
  { driver: 'github', request: 1, moment: 'before' },
  { driver: 'github', request: 1, moment: 'after' },
  { driver: 'github', request: 3, moment: 'after' },
  { driver: 'github', request: 1, moment: 'after', unmarked: true },
]);
