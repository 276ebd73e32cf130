import { ACTIONS } from './actions.js';
import { killSuite } from './killing.js';
import { POINTS } from './points.js';

/** Every action and every moment at least once; all combinations are in kill.full.ts. */
const CHOSEN: readonly (readonly [action: number, point: number])[] = [
  [0, 0],
  [0, 1],
  [0, 2],
  [1, 1],
  [2, 0],
  [3, 1],
  [4, 1],
  [4, 2],
];

killSuite(
  'kill -9 at the worst moments',
  CHOSEN.flatMap(([a, p]) => {
    const action = ACTIONS[a];
    const point = POINTS[p];
    if (action === undefined || point === undefined) return [];
    return [{ action, name: point.name, moment: point.moment, at: point.at(action.effects) }];
  }),
);
