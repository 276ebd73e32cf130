import { refuse, type Refusal } from '../../src/contracts/outcome.js';
import { parseImage } from '../shared/images.js';
import type { Asking } from '../shared/pipeline/asking.js';
import type { Warning } from '../shared/preflight-reads.js';
import { isRefusal } from '../shared/scope.js';
import type { Scope } from '../shared/targets.js';
import { newestVersion } from '../shared/versions.js';
import { outsideDriver } from './driver.js';
import type { DeployContext, ImageChange } from './plan.js';
import type { DeploySettings } from './settings.js';

export interface Checked {
  readonly changes: readonly ImageChange[];
  readonly warnings: readonly Warning[];
}

/**
 * Asks the registry whether the image is there, where one is configured that could tell. What is not there is refused, by
 * default in protected environments only; elsewhere it is warned of. With `pin` the image is deployed by its digest, so
 * that nobody can put another one under its tag meanwhile.
 */
export async function checkImages(
  { ports: { images } }: Pick<DeployContext, 'ports'>,
  scope: Scope,
  changes: readonly ImageChange[],
  settings: DeploySettings,
  ask: Asking,
): Promise<Checked | Refusal> {
  // Whoever else deploys it writes the image as it sees fit.
  const pin = settings.pin && outsideDriver(scope.service) === undefined;
  if (images === undefined || (settings.images === 'ignored' && !pin)) return { changes, warnings: [] };
  const checked: ImageChange[] = [];
  const warnings: Warning[] = [];
  for (const change of changes) {
    const found = await checkImage(images, change, pin, ask);
    if (isRefusal(found)) {
      const strict = settings.images === 'always' || scope.environment.protected || pin;
      if (strict && settings.images !== 'ignored') return found;
      warnings.push({ code: 'not_in_registry', params: { image: change.toImage } });
      checked.push(change);
    } else {
      checked.push(found.change);
      warnings.push(...found.warnings);
    }
  }
  return { changes: checked, warnings };
}

async function checkImage(
  images: NonNullable<DeployContext['ports']['images']>,
  change: ImageChange,
  pin: boolean,
  ask: Asking,
): Promise<{ readonly change: ImageChange; readonly warnings: readonly Warning[] } | Refusal> {
  const image = change.toImage;
  if (!images.covers(image)) return { change, warnings: [] };
  const { repository } = parseImage(image);
  const told = await ask('Registry', () => images.digest(image));
  if (told.state === 'unread') {
    if (pin) return refuse('unreachable', { cluster: repository.split('/')[0] ?? '' });
    return { change, warnings: [{ code: 'registry_unread', params: { image } }] };
  }
  if (told.value === undefined) {
    const tags = await ask('Registry', () => images.tags(repository));
    const newest = tags.state === 'told' ? newestVersion(tags.value) : undefined;
    return refuse('image_not_found', { image, ...(newest !== undefined && { newest }) });
  }
  return { change: pin ? { ...change, toImage: `${image}@${told.value}` } : change, warnings: [] };
}
