import type { KeptBy } from '../../../../server/domain/ladder/kept.ts'
import type { ToldInTurn } from '../../../../server/domain/ladder/told.ts'

/** Behind the link of a message to staff: what is owed to the public, who is on it, and how to answer. */
export const owed = {
  nobody: 'Nobody has said yet that they are on it.',
  onIt: (who: string, time: string) => `${who} is on it, since ${time}.`,
  /** What whoever is on it said about it. */
  note: (note: string) => `Note: ${note}`,
  youAreOnItAlone: (time: string) => `You are on it, since ${time}.`,
  youAreOnIt: (time: string) => `You are on it, since ${time}. Whoever is told next reads your name.`,
  stays: 'It stays owed until the public hears it: each further step of the ladder is told at its moment all the same.',
  /** Where it is put off, which leaves out the steps before then. */
  staysPutOff:
    'It stays owed until the public hears it: from the due time on, each further step of the ladder is told at its moment all the same.',
  staysAfterAll:
    'It stays owed until the public hears it. The last step of the ladder has been told: nobody else will be.',
  /** Of a case without an answer, which is for the desk alone. */
  staysOpen:
    'It stays on the list until the case is closed, or the customers answer or are asked again. Only the desk is told.',
  /** Beside the button with which somebody says that they are on it. */
  noteLabel: 'Note for colleagues (optional)',
  noteHint: 'Only staff see this: here, on the list of what is owed, and in later messages.',
  acknowledge: 'I am on it',
  takeOver: 'I am on it instead',
  answer: 'Answer now',
  answerLead: 'What you post goes to the page and to everybody who follows it.',
  /** Of a window that is described before its notice. */
  detailsLead: (time: string) => `What you write goes out with the notice at ${time}, to everybody who follows it.`,
  /** A notice that should have gone out is the clock’s work. */
  noticeLead: 'It should have gone out by itself. What you post goes to everybody who follows it, in its place.',
  atDesk: 'Answer it at the desk',
  deskLead: 'You sign in there. If you have no account, ask the desk to post it for you.',
  withoutDesk: 'By the command line or the API',
  byCommand: 'On the command line',
  byApi: 'By the API, with the token of an agent',
  otherwise: {
    extend: {
      title: 'Or set a later end',
      lead: 'Put in the end that you expect, and why. Everybody who was told of the work is told.',
    },
    ask: {
      title: 'Or ask the customers again, and record it',
      lead: 'You are told again if they do not answer this time. The record is not public.',
    },
  },
  publicPage: 'See the public page',
  putOff: 'Put it off, once',
  putOffLead:
    'Steps of the ladder before then are left out. From the due time on nothing is: each step is told at its moment.',
  /** Above those who would be told before the due time, each with the moment. */
  leavesOut: 'These would be told before it is due, and are not if it is put off beyond their moment:',
  until: 'Until',
  untilDue: (time: string) => `${time}, when it is due`,
  reason: 'Why it has to wait',
  reasonHint: 'Only staff see this.',
  putOffButton: 'Put it off',
  wasPutOff: (who: string, until: string, reason: string) => `Put off until ${until} by ${who}: ${reason}`,
  putOffWasOver: (who: string, until: string, reason: string) => `${who} had put it off until ${until}: ${reason}`,
  facts: 'About it',
  priority: 'Priority',
  caseNumber: 'Case number',
  platforms: 'Platforms',
  followers: 'Followers',
  saidLast: 'Said last',
  told: 'Told so far',
  /** Beside somebody whose message had to wait. */
  sentLate: (time: string) => `it went out only at ${time}`,
  notTold: 'Not told',
  person: (name: string, role: string) => `${name} (${role})`,
  /** What became of the message to somebody. */
  result: {
    waiting: 'not sent yet',
    sent: 'sent',
    failed: 'could not be delivered',
    unknown: 'too long ago to say',
  } satisfies Record<ToldInTurn['result'], string>,
  keptTitle: 'This is no longer owed',
  kept: {
    update: (time: string) => `An update was posted at ${time}.`,
    resolved: (time: string) => `The incident was resolved at ${time}.`,
    report: (time: string) => `The report was published at ${time}.`,
    details: (time: string) => `The work was described at ${time}.`,
    notice: (time: string) => `The notice went out at ${time}.`,
    asked: (time: string) => `The customers were asked again at ${time}; you are told if they do not answer.`,
    answered: (time: string) => `The customers answered at ${time}.`,
    closed: (time: string) => `The case was closed at ${time}.`,
    started: (time: string) => `The maintenance began at ${time}.`,
    moved: (time: string) => `The maintenance got other times at ${time}.`,
    ended: (time: string) => `The maintenance was completed at ${time}.`,
    cancelled: (time: string) => `The maintenance was cancelled at ${time}.`,
  } satisfies Record<KeptBy, (time: string) => string>,
  keptByWhom: (who: string) => `Done by ${who}.`,
  about: (what: string, title: string) => `${what}: ${title}`,
  lapsed: 'What was promised has been overtaken, so nobody waits for it.',
  over: 'There is nothing left to do with this link, and nothing was changed just now.',
  unknownTitle: 'This link does not work',
  unknown:
    'It is not complete, or it is none of ours: mail programs sometimes cut a long link in two. Nothing was changed.',
  newest: 'Open the whole link from the newest message that you got. What is open is on the page.',
}
