import type { AnySkill } from '../src/contracts/skill.js';
import { changes } from './changes/index.js';
import { deploySkill } from './deploy/index.js';
import { digestSkill } from './digest/index.js';
import { digestSources } from './digest-sources.js';
import { failedRunSource } from './failed-run-source.js';
import { findingSource } from './finding-source.js';
import { fileIssueSkill } from './file-issue/index.js';
import { help } from './help/index.js';
import { triageSkill } from './incident-triage/index.js';
import { jobs } from './jobs/index.js';
import { logs } from './logs/index.js';
import { pipelineApprove } from './pipeline-approve/index.js';
import { pipelineRun } from './pipeline-run/index.js';
import { pipelineStatus } from './pipeline-status/index.js';
import { pipelineStop } from './pipeline-stop/index.js';
import { replicaQuery } from './replica-query/index.js';
import { restart } from './restart/index.js';
import { resume } from './resume/index.js';
import { rollback } from './rollback/index.js';
import { scale } from './scale/index.js';
import { status } from './status/index.js';
import { versionQuery } from './version-query/index.js';
import { skillSettings, type SkillSettings } from './settings.js';
import { whoami } from './whoami/index.js';

/** Every skill of the bot, in the order in which help lists them. A new skill is one import and one line here, and one in ids.ts. */
export function createSkills(settings: SkillSettings): readonly AnySkill[] {
  return [
    triageSkill(settings.triage),
    status,
    versionQuery,
    replicaQuery,
    logs,
    changes,
    digestSkill(digestSources(settings.triage)),
    pipelineStatus,
    deploySkill(settings.deploy),
    rollback,
    scale,
    restart,
    resume,
    pipelineRun,
    pipelineStop,
    pipelineApprove,
    fileIssueSkill({ findings: findingSource(settings.triage), failedRun: failedRunSource }),
    jobs,
    whoami,
    help,
  ];
}

/** The skills as they are with no configuration. */
export const skills: readonly AnySkill[] = createSkills(skillSettings.parse({}));
