import { driverDeaths, type DriverDeath, type DriverName } from './delivery.js';

/** The driver's requests from its trigger on: the trigger, the looks for the run, and its first steps. */
const REQUESTS = 6;

function everyMoment(driver: DriverName): readonly DriverDeath[] {
  return Array.from({ length: REQUESTS }, (_, index) => index + 1).flatMap((request) =>
    (['before', 'after'] as const).map((moment) => ({ driver, request, moment })),
  );
}

driverDeaths('kill -9 at every request of a deploy by Jenkins', 'jenkins', everyMoment('jenkins'));
driverDeaths('kill -9 at every request of a deploy by a GitHub workflow', 'github', everyMoment('github'));
