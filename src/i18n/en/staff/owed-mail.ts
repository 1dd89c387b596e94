import type { OwedKind } from '../../../../server/domain/ladder/owed.ts'

/** What is owed, and what to do about it: before it is due, and from then on. */
interface Words {
  /** The state in a subject and at the top. `time` is when it is, or was, due. */
  soon: (time: string) => string
  late: (time: string) => string
  todoSoon: string
  todoLate: string
  /** The button that leads to how it is answered. */
  answer: string
}

/**
 * To staff: what is owed to the public, in words for somebody who was woken up. Such a mail may be read late: it names
 * times, and never says how long it is until then.
 */
export const owed = {
  kinds: {
    update: {
      soon: (time) => `Update due by ${time}`,
      late: (time) => `Update overdue since ${time}`,
      todoSoon: 'The public was promised an update by then. Post one, even if there is nothing new to tell.',
      todoLate:
        'The page shows everybody that the update is overdue. Post one now, even if there is nothing new to tell: say what is being done.',
      answer: 'How to post the update',
    },
    first_response: {
      soon: (time) => `First response due by ${time}`,
      late: (time) => `First response overdue since ${time}`,
      todoSoon: 'Nothing has been said in public yet. Say that you know of the problem and look into it.',
      todoLate:
        'Nothing was said in public in time. Say now that you know of the problem and look into it; the cause can wait.',
      answer: 'How to post the first response',
    },
    report: {
      soon: (time) => `Report on the cause due by ${time}`,
      late: (time) => `Report on the cause overdue since ${time}`,
      todoSoon:
        'The public was promised a report by then. Publish it: what happened, why, and what is done so that it does not happen again.',
      todoLate:
        'The page shows everybody that the report is overdue. Publish it: what happened, why, and what is done so that it does not happen again.',
      answer: 'How to publish the report',
    },
    details: {
      soon: (time) => `Details of maintenance due by ${time}`,
      late: (time) => `Details of maintenance missing since ${time}`,
      todoSoon:
        'Write what is done and why. The notice goes out then, and without details followers get the general text of the programme.',
      todoLate:
        'The notice does not wait: without details followers get the general text of the programme. Write what is done and why, before the work begins.',
      answer: 'How to write the details',
    },
    notice: {
      soon: (time) => `Notice of maintenance due by ${time}`,
      late: (time) => `Notice of maintenance not sent, due since ${time}`,
      todoSoon: 'Signalpost sends this notice by itself. See that it does.',
      todoLate:
        'Signalpost should have sent this notice by itself, and has not. Look at the log of the server: it is sent as soon as the fault is mended.',
      answer: 'What to do about the notice',
    },
    end: {
      soon: (time) => `End of maintenance due by ${time}`,
      late: (time) => `End of maintenance overdue since ${time}`,
      todoSoon:
        'The work is to be over by then, and the window does not end by itself. Complete it when the work is over, or set a later end before.',
      todoLate:
        'The planned end has passed, and the window does not end by itself. Complete it if the work is over; if not, set a later end now.',
      answer: 'How to complete or extend the window',
    },
    no_answer: {
      soon: (time) => `Case without an answer, decision due by ${time}`,
      late: (time) => `Case without an answer, decision due since ${time}`,
      todoSoon: 'The customers have not answered yet. If they do not, close the case without response, or ask again.',
      todoLate:
        'The customers have not answered. Close the case without response, or ask them again: nothing is closed by itself.',
      answer: 'How to close the case or ask again',
    },
  } satisfies Record<OwedKind, Words>,
  /** What it was, once it is owed no longer. */
  what: {
    update: 'Update',
    first_response: 'First response',
    report: 'Report on the cause',
    details: 'Details of maintenance',
    notice: 'Notice of maintenance',
    end: 'End of maintenance',
    no_answer: 'Case without an answer',
  } satisfies Record<OwedKind, string>,
  /** The priority, and what is owed. */
  marked: (priority: string, state: string) => `${priority}: ${state}`,
  /** What is owed, and of which case. */
  subject: (state: string, title: string) => `${state} – ${title}`,
  titleAndCase: (title: string, caseNumber: string) => `${title} (case ${caseNumber})`,
  /** When the work of a window is. */
  work: 'Work',
  /** Of a case without an answer. */
  waitingSince: (time: string) => `It has waited for the customers’ answer since ${time}.`,
  /** Of what a report is owed on. */
  resolvedAt: (time: string) => `The incident was resolved at ${time}.`,
  silentSince: (time: string) => `Nothing has been said in public since ${time}.`,
  /** Is somebody on it? As of when the mail was written. */
  acknowledged: (name: string, time: string) => `${name} said at ${time}: “I am on it.”`,
  acknowledgedWith: (name: string, time: string, note: string) =>
    `${name} said at ${time} that they are on it: “${note}”`,
  putOff: (name: string, { at, until, reason }: { at: string; until: string; reason: string }) =>
    `${name} put it off at ${at} until ${until}: “${reason}”`,
  unacknowledged: (time: string) => `Nobody had said by ${time} that they are on it.`,
  /** Why it comes to somebody who was not meant to get it. */
  gap: {
    unfilled: (roles: string) => `Nobody is configured as ${roles}.`,
    off_duty: (roles: string, time: string) => `Nobody was on duty as ${roles} at ${time}.`,
  },
  /** A role for some groups of platforms alone. */
  roleOf: (role: string, groups: string) => `${role} for ${groups}`,
  soYou: {
    unfilled: (roles: string) => `Nobody is configured as ${roles}, so you get this.`,
    off_duty: (roles: string, time: string) => `Nobody was on duty as ${roles} at ${time}, so you get this.`,
    insteadOf: (people: string) => `The same message had not reached ${people}, so you get this.`,
    /** Why a message did not reach somebody; the worklist and the log have the words of the mail server. */
    why: {
      unknownAddress: 'the address does not exist',
      late: 'it was not sent within two minutes',
      notAccepted: 'it was not accepted',
    },
    /** One of those people. */
    notReached: (name: string, why: string) => `${name} (${why})`,
  },
  atDesk: 'Answer it at the desk',
  /** Of a notice that was not sent. */
  readiness: (url: string) => `What the server says of its own health: ${url}`,
  acknowledge: 'Say that you are on it',
  followers: 'Followers',
  /** The number by which the desk knows it. */
  caseNumber: 'Case',
  lastText: (time: string) => `The last public text, ${time}`,
  before: 'Who was told before',
  told: (time: string, people: string) => `At ${time}: ${people}`,
  sentLate: (time: string, sent: string, people: string) => `At ${time}, sent only at ${sent}: ${people}`,
  unsent: (time: string, people: string) => `At ${time}, not sent yet: ${people}`,
  notReached: (time: string, people: string) => `At ${time}, not reached: ${people}`,
  nobodyBefore: 'Nobody was told before you.',
  /** Roles whose moment has passed, and why nobody told them. */
  notToldTitle: 'Who was not told',
  notTold: {
    skipped: (roles: string) => `Because a later step was due already: ${roles}`,
    put_off: (roles: string) => `Because it was put off: ${roles}`,
  },
  person: (name: string, role: string) => `${name} (${role})`,
  /** In place of the role alone. */
  standsFor: (names: string, role: string) => `for ${names}, ${role}`,
  /** Roles that Signalpost knows; others are called as the operator calls them. */
  roles: {
    author: 'author',
    desk: 'desk',
    'duty lead': 'duty lead',
    'support manager': 'support manager',
    'vice-president': 'vice-president',
    'chief executive': 'chief executive',
  } as Readonly<Record<string, string>>,
  because: (role: string, site: string) => `You get this because the configuration of ${site} names you as ${role}.`,
  becauseStandIn: (role: string, site: string) =>
    `You get this as a stand-in: the configuration of ${site} names you for when the ${role} cannot be told.`,
  becauseAuthor: (site: string) => `You get this because you posted last about it on ${site}.`,
  becauseNamed: (site: string) => `You get this because the configuration of ${site} names you.`,
  yours:
    'The links are yours alone: what is done with them is done in your name. They work for as long as it is owed; after that, the page behind them shows who answered it, and when. Replying to this mail does not count as an answer.',
}
