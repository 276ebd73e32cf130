import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { z } from 'zod';
import type { Json } from '../../../src/contracts/json.js';
import { ROUTES, type Route } from '../../../src/integrations/github/routes.js';
import { parseJson } from '../../../src/trust-boundaries.js';
import type { Exchange } from '../recorder.js';

/** GitHub's own description of what we ask it, cut out by cut-openapi.ts. */
const contentSchema = z.looseObject({
  content: z.record(z.string(), z.object({ schema: z.custom<Json>() })).optional(),
});
const referenceSchema = z.object({ $ref: z.string() });
const parameterSchema = z.looseObject({
  name: z.string(),
  in: z.enum(['path', 'query', 'header']),
  required: z.boolean().optional(),
  schema: z.custom<Json>(),
});
const operationSchema = z.object({
  parameters: z.array(z.union([referenceSchema, parameterSchema])).default([]),
  requestBody: contentSchema.optional(),
  responses: z.record(z.string(), z.union([referenceSchema, contentSchema])),
});
const fileSchema = z.object({
  operations: z.record(z.string(), operationSchema),
  components: z.record(z.string(), z.custom<Json>()),
});
const FILE = new URL('../../fixtures/recorded/github-openapi.json', import.meta.url);
const described = fileSchema.parse(parseJson(readFileSync(FILE, 'utf8')));

/** The description's words, as Ajv takes them: its `nullable` stands beside other things than `type` too. */
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, coerceTypes: false });
for (const [reference, schema] of Object.entries(described.components))
  if (reference.startsWith('#/components/schemas/'))
    ajv.addSchema({ $id: idOf(reference), ...asSchema(schema) });

function idOf(reference: string): string {
  return `openapi:${reference.slice(2)}`;
}
function asSchema(schema: Json): Record<string, Json> {
  return z.record(z.string(), z.custom<Json>()).parse(prepared(schema));
}
function prepared(value: Json): Json {
  if (Array.isArray(value)) return value.map((each: Json) => prepared(each));
  if (typeof value !== 'object' || value === null) return value;
  const { nullable, ...rest } = z.record(z.string(), z.custom<Json>()).parse(value);
  const entries = Object.entries(rest).map(([name, each]) => [
    name,
    name === '$ref' && typeof each === 'string' ? idOf(each) : prepared(each),
  ]);
  const schema: Json = z.record(z.string(), z.custom<Json>()).parse(Object.fromEntries(entries));
  return nullable === true ? { anyOf: [{ type: 'null' }, schema] } : schema;
}

function resolved<T>(value: T | z.infer<typeof referenceSchema>, schema: z.ZodType<T>): T {
  const reference = referenceSchema.safeParse(value);
  return schema.parse(reference.success ? described.components[reference.data.$ref] : value);
}

export const describedRoutes = Object.keys(described.operations);
/** The statuses that the description names for a route. */
export const statusesOf = (route: Route): readonly string[] => Object.keys(operationOf(route).responses);

function operationOf(route: Route): z.infer<typeof operationSchema> {
  const operation = described.operations[route];
  if (operation === undefined) throw new Error(`${route} is not in GitHub's description`);
  return operation;
}

/** The route of a request: of those that fit, the one that says the most. */
export function routeOf({ method, path }: Pick<Exchange, 'method' | 'path'>): Route {
  const fitting = ROUTES.filter((route) => patternOf(route).test(`${method} ${path}`));
  const said = (route: Route): number => route.replace(/\{[a-z_]+\}/g, '').length;
  const [best] = fitting.toSorted((a, b) => said(b) - said(a));
  if (best === undefined) throw new Error(`no route for ${method} ${path}`);
  return best;
}
const patternOf = (route: Route): RegExp =>
  // A file's path and a branch may hold slashes.
  new RegExp(`^${route.replace(/\{(path|ref)\}/g, '.+').replace(/\{[a-z_]+\}/g, '[^/]+')}$`);

function wrongWith(schema: Json, value: unknown): readonly string[] {
  const validate = ajv.compile(asSchema(schema));
  if (validate(value)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message = '', params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

/** What of a request is not as described: unknown or missing parameters, wrong types, a body that does not fit. */
export function requestProblems(exchange: Exchange): readonly string[] {
  const route = routeOf(exchange);
  const { parameters, requestBody } = operationOf(route);
  const known = parameters.map((each) => resolved(each, parameterSchema));
  const query = known.filter((each) => each.in === 'query');
  const given = [...exchange.query].flatMap(([name, text]) => {
    const parameter = query.find((each) => each.name === name);
    if (parameter === undefined) return [`there is no query parameter ${name}`];
    const fits = [text, Number(text), text === 'true'].some(
      (value) => wrongWith(parameter.schema, value).length === 0,
    );
    return fits ? [] : [`query parameter ${name} may not be ${text}`];
  });
  const missing = query
    .filter(({ name, required }) => required === true && !exchange.query.has(name))
    .map(({ name }) => `query parameter ${name} is missing`);
  const schema = requestBody?.content?.['application/json']?.schema;
  const body: unknown = exchange.body === '' ? undefined : parseJson(exchange.body);
  const wrong =
    body === undefined ? [] : schema === undefined ? ['it takes no body'] : wrongWith(schema, body);
  const unknown = body === undefined || schema === undefined ? [] : undescribed(schema, body);
  return [...given, ...missing, ...wrong, ...unknown].map((problem) => `${route}: ${problem}`);
}

/** Members of a body that the description does not name: GitHub would ignore them silently. */
function undescribed(schema: Json, body: unknown): readonly string[] {
  const { properties } = z
    .looseObject({ properties: z.record(z.string(), z.unknown()).optional() })
    .parse(schema);
  if (properties === undefined || typeof body !== 'object' || body === null) return [];
  return Object.keys(body)
    .filter((name) => !(name in properties))
    .map((name) => `the body may not hold ${name}`);
}

/** What of an answer is not as described: its status, or its body. */
export function answerProblems(exchange: Exchange): readonly string[] {
  const route = routeOf(exchange);
  // Any read may be conditional (docs: "Best practices", "Use conditional requests"), whatever the description says.
  if (exchange.status === 304 && exchange.method === 'GET' && exchange.headers['if-none-match'] !== undefined)
    return [];
  const found = operationOf(route).responses[String(exchange.status)];
  if (found === undefined) return [`${route}: status ${exchange.status} is not described`];
  const { content } = resolved(found, contentSchema);
  const schema = content?.['application/json']?.schema;
  if (schema === undefined || exchange.answer === '') return [];
  return wrongWith(schema, exchange.answer).map((problem) => `${route} ${exchange.status}: ${problem}`);
}
