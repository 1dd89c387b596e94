import type { DraftKind } from '../../../../server/domain/draft/draft.ts'
import type { OwedKind } from '../../../../server/domain/ladder/owed.ts'

/** What is due next, what is open and planned, and who is on it. What is owed has the words that messages to staff have. */
export const board = {
  title: 'Board',
  /** To those in charge, while it lasts. */
  breakGlass: (count: number) =>
    count === 1 ? 'A break-glass account is signed in' : `Break-glass accounts are signed in, ${count} times`,
  breakGlassSince: (name: string, since: string) => `${name}, since ${since}`,
  breakGlassLead:
    'It came in by password, past the identity provider. If nobody of you did that, disable the account now.',
  next: 'Due next',
  nothing: 'Nothing is owed.',
  /** Where nothing is owed: what comes next. */
  comes: (what: string, time: string) => `Next: ${what}, ${time}.`,
  nothingPlanned: 'No maintenance is planned either.',
  /** What the button leads to. */
  begin: {
    update: 'Post the update',
    first_response: 'Post the first response',
    report: 'Write the report',
    details: 'Write the details',
    notice: 'See to the notice',
    end: 'Complete or extend it',
    no_answer: 'Close it or ask again',
  } satisfies Record<OwedKind, string>,
  beginAbout: (begin: string, title: string) => `${begin}: ${title}`,
  onIt: 'I am on it',
  onItInstead: 'I am on it instead',
  onItAbout: (title: string) => `I am on it: ${title}`,
  insteadOf: (name: string) => `I am on it instead of ${name}`,
  /** Beside the priority of now: the one that set the due time. */
  promisedAs: (priority: string) => `promised as ${priority}`,
  dueBy: (time: string) => `due by ${time}`,
  overdueSince: (time: string) => `overdue since ${time}`,
  notDelivered: (person: string) => `${person}, which could not be delivered`,
  /** A role of several addresses. */
  notDeliveredToAll: (person: string) => `${person}, which could not be delivered to every address`,
  isOnIt: (name: string) => `${name} is on it`,
  youAreOnIt: 'You are on it',
  /** `who` says who is on it. */
  andSince: (who: string, time: string) => `${who} since ${time}`,
  /** Said once, after a button was pressed. */
  recorded: 'It is recorded that you are on it.',
  nobody: 'Nobody is on it yet',
  /** `who` says who is on it. */
  andPutOff: (who: string, time: string) => `${who}, put off until ${time}`,
  /** `answer` says who is on it, and until when it is put off: with their note, or why they put it off. */
  andNote: (answer: string, note: string) => `${answer}: ${note}`,
  stillWaits: (person: string) => `${person} (not sent yet)`,
  /** Where mail had to wait. */
  sentLate: (person: string, time: string) => `${person} (went out only at ${time})`,
  told: (time: string, people: string) => `Told at ${time}: ${people}`,
  /** Several who were told, each with the time. */
  toldInShort: (people: string) => `Told: ${people}`,
  toldAt: (people: string, time: string) => `${time} ${people}`,
  toldTitle: 'Who was told',
  toldNobody: 'Nobody was told of it yet.',
  /** Read out once, when it happens. */
  nowOverdue: (what: string, title: string) => `Now overdue: ${what}, ${title}.`,
  count: {
    /** Less than an hour: minutes and seconds. */
    minutes: '{m}:{s}',
    hours: '{h} h {m} min',
    late: '{time} late',
  },
  late: (time: string) => `${time} late`,
  incidents: 'Open incidents',
  noIncidents: 'No incident is open.',
  caseNumber: (number: string) => `Case ${number}`,
  saidAt: (time: string) => `Said ${time}:`,
  writing: (people: string) => `${people}: writing now`,
  windows: 'Maintenance',
  noWindows: 'No window is running or starts within a day.',
  window: { running: 'Running', soon: 'Starts soon', planned: 'Planned' },
  until: (time: string) => `until ${time}`,
  lacksDetails: 'Details are missing',
  drafts: 'Being written',
  noDrafts: 'Nobody is writing anything.',
  draft: {
    open: 'New incident',
    update: 'Update',
    correction: 'Correction',
    times: 'Times',
    reopening: 'Reopening',
    postmortem: 'Report',
    maintenance_plan: 'New maintenance',
    maintenance_change: 'Change of maintenance',
    maintenance_update: 'Update on maintenance',
    maintenance_cancellation: 'Cancellation',
  } satisfies Record<DraftKind, string>,
  /** Of what is written about something that has ended meanwhile. */
  over: { incident: 'the incident is closed', maintenance: 'the maintenance is over' },
  /** Where nothing has been typed. */
  saysNothing: 'nothing yet',
  draftBy: (name: string, since: string) => `${name}, since ${since}`,
  you: 'You',
  writingNow: 'writing now',
  savedAt: (time: string) => `saved ${time}`,
  /** Leads to the customers that no promised message would reach. */
  uncovered: (count: number) =>
    count === 1 ? 'One customer has no working contact' : `${count} customers have no working contact`,
  /** Below all that is due: what readers of another language find in the first one alone. */
  untranslated: (count: number) =>
    count === 1 ? 'One text is not in every language yet' : `${count} texts are not in every language yet`,
  troubles: 'Something does not go out',
  troublesLead: 'Tell an administrator. What is posted is kept, and goes out as soon as this is mended.',
  live: 'Live',
  notLive: 'Not live since {time}. Trying again.',
  ended: 'Your session has ended. What you see is as of {time}. Sign in again to go on.',
  disabled:
    'Your account was disabled. What you see is as of {time}. Ask an administrator, or sign in as somebody else.',
  barred:
    'Your role is no longer one of the desk. What you see is as of {time}. Ask an administrator, or sign in as somebody else.',
  signIn: 'Sign in',
  notSent: 'That was not recorded: the connection is gone. Try again.',
}
