import type { CatalogueNames } from '../contracts/catalogue.js';
import type { Locale } from '../contracts/message.js';
import { spoken } from './spoken.js';

/** A text as a person says it: at most two sentences, without symbols. */
export function createAloud(_names: () => CatalogueNames): (text: string, locale: Locale) => string {
  return (text) => spoken(text);
}
