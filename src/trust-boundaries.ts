/**
 * The only file with unchecked casts. Each one is a border where checking every field would cost more than it
 * proves; the comment says what makes it safe. Everything else that crosses a border goes through zod.
 */
import type { Json } from './contracts/json.js';

/**
 * A Kubernetes object as the API server or a saved file gave it. Our object types declare every field but
 * `metadata.name` optional, so a reader must handle absence anyway; checking ten thousand pods field by field
 * would double the time of a list. The envelope (kind, metadata.name) is checked by the caller.
 */
export function trustKubernetesObject<T>(checkedEnvelope: object): T {
  return checkedEnvelope as T;
}

/** `JSON.parse` returns `any`; what it returns is by its specification a Json value. */
export function parseJson(text: string): Json {
  return JSON.parse(text) as Json;
}

/** A value that was built from plain data only (no functions, dates or classes), as Json. */
export function trustJson(plain: unknown): Json {
  return plain as Json;
}
