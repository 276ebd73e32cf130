import { ACTIONS } from './actions.js';
import { killSuite, type Death } from './killing.js';
import { afterEffects, POINTS } from './points.js';

killSuite(
  'kill -9 at every worst moment of every action',
  ACTIONS.flatMap((action) =>
    POINTS.map((point): Death => {
      const { name, moment } = point;
      return { action, name, moment, at: point.at(action.effects) };
    }),
  ),
);

/** Requests after the operation began are counted from its effect on; so many there are at least in each action. */
const AFTER_THE_EFFECT = 6;

killSuite(
  'kill -9 at every request from the effect on',
  ACTIONS.filter(({ name }) => name === 'deploy' || name === 'scale').flatMap((action) =>
    Array.from({ length: AFTER_THE_EFFECT }, (_, index) => index + 1).flatMap((count) =>
      (['before', 'after'] as const).map((moment): Death => {
        let seen = 0;
        const at = afterEffects(1, () => ++seen === count);
        return { action, name: `${moment} request ${count} from the effect on`, moment, at };
      }),
    ),
  ),
);
