import { parse } from 'yaml';
import { z } from 'zod';
import type { StartableWorkflow, Workflow, WorkflowInput } from '../../contracts/github.js';
import { repo, type Call, type Send } from './call.js';
import { maybe, readOne, readPages } from './read.js';

/** The input that carries the operation's id in workflows that declare it. */
export const MARKER_INPUT = 'coxswain_operation';

const workflowSchema = z.object({ id: z.number(), name: z.string(), path: z.string(), state: z.string() });
const workflowOf = ({ id, name, path, state }: z.infer<typeof workflowSchema>): Workflow => ({
  ...{ id, name, path, active: state === 'active' },
});
const BASE = '/repos/{owner}/{repo}/actions';

export async function readWorkflows(send: Send, repository: string): Promise<readonly Workflow[]> {
  const call: Call = {
    route: `GET ${BASE}/workflows`,
    params: repo(repository),
    what: `list workflows of ${repository}`,
  };
  const schema = z.object({ workflows: z.array(workflowSchema) });
  return (await readPages(send, call, 1_000, schema, (page) => page.workflows)).map(workflowOf);
}

/** GitHub's API does not tell a workflow's inputs: they are read from its file. */
export async function readWorkflow(
  send: Send,
  repository: string,
  workflow: string,
  ref?: string,
): Promise<StartableWorkflow | undefined> {
  const what = `read workflow ${workflow} of ${repository}`;
  const params = { ...repo(repository), workflow_id: workflow };
  const raw = await readOne(
    send,
    { route: `GET ${BASE}/workflows/{workflow_id}`, params, what },
    workflowSchema,
  );
  if (raw === undefined) return undefined;
  const file = await readOne(
    send,
    {
      route: 'GET /repos/{owner}/{repo}/contents/{path}',
      params: { ...repo(repository), path: raw.path, ...(ref !== undefined && { ref }) },
      what,
    },
    z.object({ content: z.string(), encoding: z.literal('base64') }),
  );
  const source = Buffer.from(file?.content ?? '', 'base64').toString('utf8');
  return { ...workflowOf(raw), ...declarationIn(source) };
}

const inputSchema = z.looseObject({
  required: maybe(z.boolean()),
  default: z.unknown().optional(),
  options: maybe(z.array(z.coerce.string())),
});
const fileSchema = z.looseObject({
  'run-name': maybe(z.string()),
  on: z.union([
    z.string(),
    z.array(z.string()),
    z.looseObject({
      workflow_dispatch: z
        .union([
          z.null(),
          z.looseObject({ inputs: maybe(z.record(z.string(), z.union([inputSchema, z.null()]))) }),
        ])
        .optional(),
    }),
  ]),
});

/** What a workflow's file says about starting it (docs: "Workflow syntax", on.workflow_dispatch.inputs). */
function declarationIn(source: string): Pick<StartableWorkflow, 'startable' | 'inputs' | 'marked'> {
  const file = fileSchema.safeParse(read(source));
  const nothing = { startable: false, inputs: [], marked: false };
  if (!file.success) return nothing;
  const { on, 'run-name': runName = '' } = file.data;
  if (typeof on === 'string' || Array.isArray(on))
    return { ...nothing, startable: [on].flat().includes('workflow_dispatch') };
  if (!('workflow_dispatch' in on)) return nothing;
  const inputs = Object.entries(on.workflow_dispatch?.inputs ?? {}).map(([name, input]): WorkflowInput => {
    const fallback = input?.default;
    const shown = typeof fallback === 'string' ? fallback : JSON.stringify(fallback ?? undefined);
    return {
      ...{ name, required: input?.required ?? false },
      ...(fallback !== undefined && fallback !== null && { defaultValue: shown }),
      ...(input?.options && { options: input.options }),
    };
  });
  const shown = new RegExp(`\\binputs\\.${MARKER_INPUT}\\b`).test(runName);
  return { startable: true, inputs, marked: shown && inputs.some(({ name }) => name === MARKER_INPUT) };
}

function read(source: string): unknown {
  try {
    return parse(source);
  } catch {
    return undefined;
  }
}
