import { refuse, type Refusal } from '../../src/contracts/outcome.js';
import type { ImagesPort } from '../../src/contracts/ports/images.js';
import { parseImage } from '../shared/images.js';
import type { Asking } from '../shared/pipeline/asking.js';
import type { Warning } from '../shared/preflight-reads.js';
import { isRefusal } from '../shared/scope.js';
import type { Scope } from '../shared/targets.js';
import { nearestVersions, newestFirst } from '../shared/versions.js';
import { outsideDriver, takesDigest, wantsDigest } from './driver.js';
import type { DeployContext, ImageChange } from './plan.js';

export interface Checked {
  readonly changes: readonly ImageChange[];
  readonly warnings: readonly Warning[];
}

/** So many of a registry's versions are named in a refusal. */
const NAMED = 5;

/**
 * Asks the registry whether the image is there, where one is configured that could tell. What it definitely does not have
 * is refused everywhere, with versions that it has; a registry that does not answer, or does not show the repository,
 * stops nothing. With `pin` the image is deployed by its digest, so that nobody can put another one under its tag meanwhile.
 */
export async function checkImages(
  { ports: { images } }: Pick<DeployContext, 'ports'>,
  scope: Scope,
  changes: readonly ImageChange[],
  pin: boolean,
  ask: Asking,
): Promise<Checked | Refusal> {
  const driver = outsideDriver(scope.service);
  if (pin && driver !== undefined && !takesDigest(driver)) {
    const taker = driver.driver === 'jenkins' ? `Jenkins ${driver.job}` : `GitHub ${driver.workflow ?? ''}`;
    return refuse('not_pinnable', { taker, placeholders: ['{image}', '{digest}'] });
  }
  const digestNeeded = pin || (driver !== undefined && wantsDigest(driver));
  const checked: ImageChange[] = [];
  const warnings: Warning[] = [];
  for (const change of changes) {
    const image = change.toImage;
    const found = await look(images, image, ask);
    if (isRefusal(found)) return found;
    if ('digest' in found) checked.push(identified(change, found.digest, pin));
    else if (digestNeeded) return refuse('not_pinnable', { image, [found.unknown]: registryOf(image) });
    else {
      checked.push(change);
      if (found.unknown !== 'unconfigured')
        warnings.push({ code: `registry_${found.unknown}`, params: { image } });
    }
  }
  return { changes: checked, warnings };
}

function identified(change: ImageChange, digest: string, pin: boolean): ImageChange {
  return { ...change, digest, ...(pin && { toImage: `${change.toImage}@${digest}` }) };
}

const registryOf = (image: string): string => parseImage(image).repository.split('/')[0] ?? '';

type Found =
  | { readonly digest: string }
  /** `hidden`: the registry shows no such repository, which a cluster runs from: its own account may see more. */
  | { readonly unknown: 'unconfigured' | 'unread' | 'hidden' };

async function look(images: ImagesPort | undefined, image: string, ask: Asking): Promise<Found | Refusal> {
  if (images?.covers(image) !== true) return { unknown: 'unconfigured' };
  const told = await ask('Registry', () => images.digest(image));
  if (told.state === 'unread') return { unknown: 'unread' };
  if (told.value !== undefined) return { digest: told.value };
  const { repository, tag = '' } = parseImage(image);
  const tags = await ask('Registry', () => images.tags(repository));
  if (tags.state === 'unread') return refuse('image_not_found', { image });
  if (tags.value.length === 0) return { unknown: 'hidden' };
  // It lists the tag and does not give its manifest: the two answers contradict each other.
  return tags.value.includes(tag) ? { unknown: 'unread' } : absent(image, tag, tags.value);
}

function absent(image: string, tag: string, tags: readonly string[]): Refusal {
  const newest = newestFirst(tags).slice(0, NAMED);
  const nearest = nearestVersions(tag, tags)
    .filter((each) => !newest.includes(each))
    .slice(0, NAMED);
  return refuse('image_not_found', {
    image,
    ...(nearest.length > 0 && { nearest }),
    ...(newest.length > 0 && { newest }),
  });
}
