import type { FreezeWindow } from '../src/contracts/policy.js';
import { nearest } from './nearest.js';
import type { ConfigurationFile } from './schema.js';
import type { Whole } from './usable.js';
import type { Report } from './world.js';

const FORMS = ['from', 'until', 'weekly'];

/** The freeze windows of the file. Reports those that never hold, and environments that the file does not have. */
export function freezesOf(file: ConfigurationFile, report: Report, whole: Whole): readonly FreezeWindow[] {
  const known = file.environments === undefined ? undefined : Object.keys(file.environments);
  return Object.entries(file.freezes ?? {}).flatMap(([name, { environments, from, until, weekly }]) => {
    const at = ['freezes', name];
    environments.forEach((environment, index) => {
      if (known === undefined || known.includes(environment)) return;
      if (!whole(['environments', environment])) return;
      const meant = nearest(environment, known);
      report([...at, 'environments', index], (texts) => {
        const remedy = meant === undefined ? texts.known(known) : texts.meant(meant);
        return `${texts.freezeWhere(name, environment)} ${remedy}`;
      });
    });
    const once = from !== undefined && until !== undefined ? { from, until } : undefined;
    const when = once ?? weekly;
    const both = weekly !== undefined && (from !== undefined || until !== undefined);
    if (when === undefined || both) {
      if (both || FORMS.every((key) => whole([...at, key]))) report(at, (texts) => texts.freezeForm(name));
      return [];
    }
    if (once === undefined ? when.from === when.until : Date.parse(once.from) >= Date.parse(once.until)) {
      report(at, (texts) => texts.freezeOrder(name, when.from, when.until));
    }
    return [{ name, environments, when }];
  });
}
