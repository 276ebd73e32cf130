import { list } from '../phrases.js';

/**
 * What English speakers say for each built-in intent. `…` is a gap: other words may stand there. Question words inside a
 * cue are what lets it be a question; a cue of a write never has one.
 */
export const EN_CUES: Readonly<Record<string, readonly string[]>> = {
  deploy: list(`
    deploy, redeploy, re-deploy, ship, release, push, roll out, rollout, promote, start a deployment,
    start the deployment, start deployment, do a deployment, kick off a deployment, run a deployment,
    deploy a, push out, ship out, put … live, install, bring … live, start a rollout, trigger a deployment,
    start deploying, begin a deployment
  `),
  rollback: list(`
    roll back, rollback, roll … back, revert, undo, go back to, put back, put … back, go back,
    take … back to, do a rollback, back out, bring back, bring … back to, switch back, switch … back to,
    take … back, start a rollback, return … to, downgrade, move … back to, set … back to
  `),
  scale: list(`
    scale, scale up, scale down, scale out, scale in, rescale, resize, set … replicas, set … pods,
    set … instances, add … replicas, add … replica, add … pods, add … pod, add … instances, add … instance,
    give me … more, give … more, remove … replicas, remove … replica, remove … pods, remove … pod,
    remove … instances, remove … instance, increase, decrease, reduce, bump, drop … replicas, drop … pods,
    take … replicas, take away, i need … more, run … replicas, bring … up to, bring … down to
  `),
  restart: list(`restart, bounce, re-start, reboot, recycle, rolling restart, do a restart, cycle, kick`),
  triage: list(`
    what is broken, what's broken, what is wrong, what is on fire, what is failing, what is going on,
    what is happening, what is down, why … failing, why … down, why … slow, why … broken, why … crashing,
    why … restarting, why … unhealthy, why … unavailable, why … not working, why … error, why … errors,
    is … healthy, is … down, is … up, is … broken, is … ok, is … okay, are … healthy, are … broken,
    are … down, is … alright, triage, diagnose, investigate, troubleshoot, check … health, show … health,
    health of, health check, alerts, list alerts, the alerts, what happened to, anything broken,
    anything wrong, is anything wrong, is anything broken, is everything ok, is everything okay, problems,
    the matter with, what is the matter, any problems, any issues, any alerts, is … failing,
    what is crashing, what … failing, what … crashing, check on, why … crash, why does … fail,
    why is … red, how healthy, take a look at, look into, what services are broken,
    which services are broken, which service is broken, which services are failing,
    what services are failing, which … unhealthy
  `),
  status: list(`
    status, status of, what is running in, what is deployed in, what is deployed on, state of, how is … doing, how are … doing, how … looking, what is the state,
    status for, which versions, what versions, overview, rollout status, deployment status, how is, how are
  `),
  'version-query': list(`
    which version, what version, which release, what release, what tag, which tag, which image, what image,
    what is … version, what is deployed, what is running on, what is running for, current version, what is the version,
    version of … running, which build is, version running, what is live, tell me the version,
    show … version, the version of
  `),
  'replica-query': list(`
    how many replicas, how many pods, how many instances, how many copies, number of replicas,
    number of pods, replica count, pod count, the replica count, what is the replica count,
    how many … running
  `),
  'pipeline-status': list(`
    pipeline status, build status, status … pipeline, status … build, did … build … pass,
    did … build … succeed, did … build … fail, did … build pass, did … build succeed, did … build fail,
    did … build, did … pipeline, is … pipeline, is … build, pipeline green, build green, build … pass,
    build passing, pipeline passing, is … build green, is … pipeline green, is the pipeline, is the build,
    how is … pipeline, how is … build, how did … build, how did … pipeline, has … build, has … pipeline,
    what … pipeline, last build, latest build status, ci status, is ci, did … ci, did the tests pass,
    why … build … fail, why … pipeline … fail, why … build fail, why … pipeline fail, show … pipeline,
    show … build, check … pipeline, check … build, pipelines, builds, which builds, what builds, which pipelines,
    any … pipelines, any … builds, what is failing in … pipelines, what is failing in … pipeline, what is failing in … builds,
    what failed in … pipelines, what failed in … pipeline, what is failing in ci, what failed in ci,
    what is broken in … pipelines, what is broken in … pipeline, what is red in … pipelines, failed pipeline,
    failing pipeline, failed build, failing build
  `),
  'pipeline-run': list(`
    run … pipeline, retry … failed pipeline, rerun … failed pipeline, retry … failed build, run pipeline, retry … pipeline, rerun … pipeline, re-run … pipeline, start … pipeline,
    trigger … pipeline, restart … pipeline, kick off … pipeline, run … build, retry … build, rerun … build,
    re-run … build, start … build, trigger … build, kick off … build, restart … build, rebuild,
    build … again, execute … pipeline, launch … pipeline, rerun … job, retry … job
  `),
  changes: list(`
    what changed, what has changed, what was … deployed, what … got deployed, last deploys, last deployments, latest deploys, latest deployments, anything change, did anything change, anything changed, anything new, did we … deploy, did we deploy, did anyone … deploy, did anyone deploy, was … deployed, was … rolled back, was … restarted, was … scaled, has … been deployed, did anyone touch, did someone deploy, why was … rolled back, why was … deployed, what was deployed, what got deployed, who deployed, who changed,
    who released, who shipped, who rolled back, who scaled, who restarted, who touched, who pushed,
    when was … deployed, when was … last deployed, when did … deploy, recent changes, recent deployments,
    recent deploys, changes, show … changes, history of, deployment history, deploy history,
    what did we deploy, what did … deploy, what did … change, last changes, list … deployments,
    what is new, what went out, what has been deployed, who did … deploy, history
  `),
  logs: list(`
    logs, log, log lines, tail, show … logs, logs of, logs for, logs from, last lines, log output
  `),
  metrics: list(`
    error rate, error rates, latency, cpu, cpu usage, memory usage, memory, throughput, request rate,
    requests per second, metrics, response time, response times, traffic, graph of, error count, load, p99,
    p95, saturation,
    how much memory, how much cpu, how much traffic, how many requests, how many errors, memory use, cpu use, cpu load, requests a second, http errors, 5xx, error rates, slow requests, p50, p90, median latency, throughput of
  `),
  incidents: list(`
    open incidents, active incidents, ongoing incidents, current incidents, list incidents,
    list … incidents, show … incidents, are there … incidents, any … incidents, any incidents,
    any incident, incidents, incident list, how many incidents, which incidents, what incidents,
    open incident, active incident, unresolved incidents,
    show … incident, about incident, incident details, details of incident, unresolved incident, incidents open, which … incidents, what … incidents, is there an open incident, is there an incident, is there an ongoing incident, is there any incident, list all incidents
  `),
  ack: list(`
    acknowledge, ack, i acknowledge, acknowledged, i am on it, i'm on it, i have got it, i've got this,
    i've got it,
    on it, i'll take it, i'll take this one, i will take it, i am looking into it, i'm looking into it, i'm looking at it, i am looking at it, i'm taking it, i'm taking this, i'm taking this one, i have seen, i've seen, i have this one, mark … acknowledged, mark … as acknowledged,
    i'll take incident, i'll take the incident, i'll handle incident, i'll handle the incident, i've got incident, i have incident, i'll take alert, i'll take the alert
  `),
  oncall: list(`
    on call, oncall, who is on call, who is on-call, on-call, who owns, who is responsible, owner of,
    who is the owner, who maintains, who is on duty, who looks after, whose service, who takes care of,
    who do i call,
    who has the pager, who carries the pager, whose on call, who is the on-call, who is the on call, who is the contact, who can i call, who should i call, who takes pages, who gets paged
  `),
  page: list(`
    page, page whoever, page … on call, page the on-call, page the on call, page the oncall, page the owner, wake up,
    wake … up, call the on-call, alert the on-call, alert the owner, get … on the phone, alert the on call,
    call the on call, page someone for, page on call,
    page someone, page somebody, wake whoever, call whoever, ring the on-call, ring the on call, phone the on-call, get hold of, reach the on-call, call the owner, call the person on call, contact the on-call, contact the owner, contact the on call, notify the on-call,
    page whoever owns, page whoever is responsible for, page whoever maintains, page … team, page whoever looks after
  `),
  digest: list(`
    status report, status summary, summary, daily digest, digest, what happened overnight, what happened,
    summarize, summarise, give me the status, daily report, report, morning report, weekly digest,
    brief me, give … summary, sum up, recap, what did i miss, catch me up, daily summary, situation report
  `),
  approve: list(`approve, i approve, approved, accept … request, sign off, lgtm, sign off on`),
  reject: list(`reject, deny, decline, i reject, disapprove, refuse, turn down, rejected, denied`),
  cancel: list(`
    cancel, stop, abort, stop deploying, stop rolling out, stop rolling back, stop scaling, stop restarting, never mind, nevermind, halt, cancel it, cancel that, stop it, stop that, abort it,
    abort that, cancel this, stop this, forget it, hold on, call it off, call off, scratch that, stop stop,
    kill it, abort mission, cancel everything, stop everything, pause
  `),
  'confirm-yes': list(`
    confirm, i confirm, confirmed, yes, yes do it, yes please, yes go ahead, do it, go ahead, go for it,
    yep, affirmative, yes confirm, proceed, yes proceed, yes confirmed, yes i'm sure, yes i am sure,
    i am sure, i'm sure, yes that's right, that's right, that is right, yes that's correct, that's correct,
    correct, sure, make it so, yes it is, please do, please proceed, yes sure, y, please go ahead
  `),
  'confirm-no': list(`
    no, no don't, no wait, no stop, no cancel, that's not right, that is not right, that's wrong,
    that is wrong, nope, no thanks, no thank you, don't, don't do it, do not do it, don't do that,
    do not do that, negative, not right, wrong, no no, no never mind, wait, wait no, no that's wrong,
    no that's not right, not that one, that's not what i said, that's not what i meant, no don't do it,
    do not, not now, not yet, incorrect, that's incorrect, no i didn't say that, nah, no way,
    absolutely not, of course not, that's not correct, n
  `),
  'confirm-code': list(`
    the code is, code is, my code is, confirmation code, code, the code, security code, one time code,
    the confirmation code is, passcode, the one-time code is, the security code is, my code
  `),
  resume: list(`
    resume, go on, go on with, continue, carry on, continue with, carry on with, keep going, unpause,
    pick up … again, go on with the rollout, continue the rollout
  `),
  'file-issue': list(`
    file this, file an issue, file a ticket, open a ticket, open an issue, create an issue,
    create a ticket, file a bug, open a ticket for this, raise a ticket, log a ticket, raise an issue,
    report a bug, file it, file … issue, open … ticket, make a ticket, open a bug, make an issue
  `),
  jobs: list(`
    running operations, jobs, list jobs, show … operations, what operations, operations, list operations,
    what is in progress, what are you doing, what jobs, what is in the queue, queue, pending operations,
    which operations, in progress, what is pending, ongoing operations, active operations,
    current operations, running jobs, what are you working on, what is running, is anything running, anything running
  `),
  whoami: list(`
    who am i, whoami, what is my role, what are my roles, what may i do, what am i allowed, my permissions,
    my role, who do you think i am, what are my permissions, my roles
  `),
  policy: list(`
    who can, who may, who is allowed, who is permitted, can i, may i, am i allowed, am i allowed to,
    is … allowed to, policy, what is the policy, who has access, who must approve,
    who approves, who needs to approve, do i need approval, permissions for, what does it take to,
    who has to approve, who should approve, who else can, who has permission, who has the right, who has rights, is … permitted to, does … have permission, do i have permission, am i permitted, who is able to, what are the rules, which roles can, which role can, what role, which people can, rules for
  `),
  lock: list(`lock, freeze, lock down, put a lock on, block deploys, block deployments,
    stop all deploys, no deploys, no deployments, no more deploys, lock out, put … lock on, put a freeze on, put … freeze on, forbid deploys, forbid deployments, close … for deploys,
    freeze deploys, freeze deployments, freeze releases, lock deploys, lock deployments, put … on lock, put … under lock, put … on freeze
  `),
  unlock: list(`
    unlock, unfreeze, release the lock, lift the lock, remove the lock, lift the freeze, thaw,
    release … lock,
    allow deploys, allow deployments, unblock deploys, unblock deployments, unblock, lift the block, end the freeze, open … for deploys, open … for deployments, remove … lock, lift … lock, lift … freeze, remove … freeze, undo the freeze
  `),
  declare: list(`
    declare an incident, declare incident, declare, open an incident, start an incident,
    we have an incident, raise an incident, declare a, create an incident,
    declare … incident, open … incident, raise … incident, create … incident, start … incident, this is an incident, we have a, there is an incident, report an incident, new incident, begin an incident
  `),
  resolve: list(`
    resolve, resolved, close the incident, mark … resolved, mark as resolved, close incident,
    the incident is over, end the incident, close … incident,
    resolve … incident, incident … resolved, incident … is over, end … incident, incident … is resolved, mark … as fixed, call … resolved
  `),
  mute: list(`mute, silence, snooze, unmute, quiet, stop alerting, suppress,
    turn off alerts, turn off … alerts, turn off notifications, switch off alerts, switch off … alerts, turn alerts off, hush, shut up about, no alerts, pause alerts, pause … alerts, unsilence, turn … alerts back on, turn alerts back on, unsnooze
  `),
  notify: list(`
    notify, tell this channel when, tell me when, let me know when, subscribe, unsubscribe, ping me when,
    notify me, notify us, tell us when, watch, alert me when, send … updates, post … here,
    let us know when,
    notify me when, notify us when, notify this channel, notify everyone, alert us when, alert me if, alert us if, ping us when, tell us if,
    tell this channel if, tell me if, let me know if, let us know if, notify me if, notify us if, tell me as soon as, let me know as soon as, let us know as soon as, tell us as soon as,
    keep me posted, keep us posted, keep me informed, warn me when, warn us when, tell us whenever, tell me whenever, give me a heads up when, message me when, drop me a note when, drop us a note when
  `),
  schedule: list(`
    schedule, every weekday, every day, every morning, every monday, every tuesday, every wednesday,
    every thursday, every friday, every hour, every night, every week, every evening, at … every, daily at,
    remind me, schedules, list schedules, pause schedule, stop schedule, resume schedule, unpause schedule,
    delete schedule, remove schedule, cancel schedule, run schedule, pause the schedule, stop the schedule,
    resume the schedule, cancel the schedule
  `),
  more: list(`
    say more, more details, tell me more, details, more, show more, explain, go into detail, elaborate,
    show details, more detail, more info, more information,
    what else, anything else, the details, give me the details, give me more, read on, go on reading, keep reading, the rest, and the rest, next page,
    give me more details, give me more detail, i want more details, say a bit more, tell me the rest, read me the rest,
    a bit more, tell me a bit more, a little more, tell me a little more, say a little more
  `),
  help: list(`
    help, what can i say, what can you do, how do i, how does this work, commands, list commands,
    show commands, what do you understand, usage, help me, what commands, what are the commands, how can i,
    what can i ask, how do you work, what do you do, how do i use, what are my options,
    what are your commands
  `),
  repeat: list(`
    say that again, repeat, repeat that, say again, come again, pardon, what did you say, once more,
    one more time, please repeat, again please, i didn't catch that, i didn't hear that, say it again,
    can you repeat, excuse me, sorry what, what was that
  `),
};
