import { list } from '../phrases.js';
import type { LocaleWords } from '../types.js';

/** English words by what they do in a sentence. A word that is in no list and no cue counts as unexplained. */
export const EN_WORDS: LocaleWords = {
  roles: {
    courtesy: list(`
      can u, could u, can ya, could ya, would u, please, pls, plz, plss, kindly, now, right now, right away, immediately, asap, quickly, quick, urgently, just, hey, ok, okay, can you,
      could you, would you, will you, can you please, could you please, would you please, would you mind,
      i want you to, i need you to, i would like you to, i'd like you to, i'd like to, i would like to,
      i want to, let's, lets, let us, go ahead and, for me, for us, again, quick, coxswain, bot, me, us,
      give me, get me, i need, currently,
      at the moment, today, there, here, then, so, uh, um, well, mate, everyone
    `),
    telling: list(`show me, show, tell me, tell us, list, let me see, let me know, explain, describe`),
    greeting: list(`hi, hello, good morning, good afternoon, good evening, hey there, hi there`),
    thanks: list(`thanks, thank you, thx, thnx, ty, cheers, thank you very much, thanks a lot, great thanks`),
    filler: list(`
      for, using, via, live, a, an, the, of, on, in, at, as, our, my, any, some, and, with, is, are, be, running, inside
    `),
    noun: list(`
      service, services, incident, alert, alarm, strategy, revision, app, application, component, environment, env, cluster, deployment, rollout,
      release, operation, request, number, job, change, namespace, system
    `),
    from: list(`from`),
    to: list(`to, into, onto, at, up to, down to`),
    by: list(`by`),
    more: list(`more`),
    less: list(`less, fewer`),
    up: list(`up`),
    down: list(`down`),
    rise: list(`scale up, scale out, increase, bump, up`),
    fall: list(`scale down, scale in, decrease, reduce, down, drop`),
    add: list(`add, give me, give, i need`),
    remove: list(`remove, take away, take`),
    question: list(`who, what, which, why, when, where, how, whose`),
    auxiliary: list(`
      did, does, do we, do you, do i, was, were, has, have, had, is, are, am, should, shall, can i, can we,
      could we, could i, may i, is it, should we, should i, how about if
    `),
    subject: list(`
      i, we, he, she, they, someone, somebody, everybody, nobody, people, team, customer, customers, you,
      i'm, we're, they're, he's, she's, i'll, we'll, they'll, we've, i've
    `),
    story: list(`
      said, says, told, asked, thinks, think, heard, saw, remember, wants, decided, reported, complained,
      mentioned, wrote
    `),
    past: list(`
      yesterday, last week, last night, last month, last time, had to, ago, earlier, used to, was, were,
      already, this morning, went
    `),
    conditional: list(`
      if, when, unless, once, whenever, until, would, might, should, may, maybe, perhaps, will, going to,
      gonna, plan to, planning, plans to, tomorrow, later, tonight, next week, on monday, on tuesday,
      on wednesday, on thursday, on friday, in case, assuming, provided, before, after, need to, have to,
      must, ought to, about to, suppose, wait until
    `),
    negation: list(`
      don't, dont, do not, never, not, won't, can't, cannot, shouldn't, didn't, doesn't, without, isn't,
      instead of, no longer
    `),
    yes: list(`yes, yes please, confirm, yep, affirmative, correct, sure, absolutely, proceed, y`),
    'loose-yes': list(`yeah, yup, uh huh, mhm, aye, ok, okay, right`),
    no: list(`no, nope, nah, negative, n`),
    connective: list(`and then, and, then, and also`),
    all: list(`
      everything, all services, all the services, every service, all of them, all, everywhere,
      all environments, every environment, both, the whole cluster
    `),
    pronoun: list(`it, its, that, this, this one, that one, that service, the same one, the service`),
    same: list(`
      same, the same, same for, same thing, do the same, likewise, the same thing, do the same for,
      same in, ditto
    `),
    also: list(`and, also, what about, how about, now in, now for, now on, and what about, too, as well`),
    there: list(`there`),
    correction: list(`
      actually, i mean, i meant, make it, make that, rather, instead, not, sorry, change it to, use,
      should be, it should be, it's
    `),
    'version-word': list(`version, tag, release, image`),
    'replica-word': list(`replica, replicas, pod, pods, instance, instances, copies`),
    'branch-word': list(`branch`),
    time: list(`
      today, since yesterday, recently, last night, overnight, this week, lately, in the, during the,
      over the, since, for the, past, last, yesterday, this morning
    `),
  },
  values: {
    version: {
      latest: list(`
        latest, latest version, the latest version of, latest release, latest build, newest,
        newest version, most recent version
      `),
      previous: list(`
        previous, previous version, previous release, previous one, prior version, last version,
        last release, last deployment, last deploy, last rollout, last good version, what it was
      `),
    },
    strategy: {
      canary: list(`canary, as a canary`),
      'blue-green': list(`blue green, blue-green`),
      rolling: list(`rolling`),
    },
    standing: { failed: list(`failed, failing, broken, red, failures, only failures, failures only`) },
    branch: {
      main: list(`main`),
      master: list(`master`),
      develop: list(`develop`),
      trunk: list(`trunk`),
    },
  },
};
