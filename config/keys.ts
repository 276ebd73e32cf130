import { z } from 'zod';
import type { Path } from './source.js';

/** The keys of the object schema at a path; a record's own names lead on to its entries. */
export function keysAt(schema: z.ZodType, path: Path): readonly string[] {
  let at: unknown = schema;
  for (const part of path) {
    at = unwrap(at);
    if (at instanceof z.ZodObject) at = at.shape[String(part)];
    else if (at instanceof z.ZodRecord) at = at.valueType;
    else if (at instanceof z.ZodArray) at = at.element;
  }
  at = unwrap(at);
  return at instanceof z.ZodObject ? Object.keys(at.shape) : [];
}

function unwrap(schema: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return unwrap(schema.unwrap());
  // What a section makes of its keys does not change which there are.
  if (schema instanceof z.ZodPipe) return unwrap(schema.in);
  return schema;
}
