import type { ChangeSpeed } from '../../../../server/domain/plan/changes.ts'
import type { Priority } from '../../../../server/domain/vocabulary.ts'

/** What the support plan promises beyond numbers: rules that hold for every customer. */
export const plan = {
  /** Of each priority, what it is like. */
  example: {
    P1G: 'For example: calls fail for many customers.',
    P1: 'For example: the circuit of a site is down.',
    P2: 'For example: calls drop now and then when they are transferred.',
    P3: 'For example: presence is wrong for several users, or one telephone is not registered.',
    P4: 'For example: the message lamp of one user stays on.',
  } satisfies Record<Priority, string>,
  asRequested: (every: string) => `${every}, or as you ask for`,
  priorityNotes: [
    'While a vendor works on a case, times of response and of updates may be others. We tell you the vendor’s on request.',
    'We may agree with you on other terms for a case.',
  ],
  masterCases: 'Master cases (P1G)',
  masterCaseNotes: [
    'Where we find that one problem affects several organisations, we open a master case with the priority P1G. Only we decide that.',
    'It is worked on at once and without a break, and told on this site with an update every hour.',
    'You can follow one incident, or everything about a platform you use.',
  ],
  follow: 'Follow an incident or a platform',
  mainContacts: 'Your main points of contact',
  mainContactNotes: [
    'Your organisation names its main points of contact: the people who may open cases with us. Your users turn to them first; they filter what comes and submit what needs us.',
    'Give us the name, title, telephone number and e-mail address of each. Say who is primary and who is backup, whom we tell of master cases, and whom of maintenance.',
    'Whom you name for master cases gets every update of one at once and around the clock, primary and backup alike; for maintenance, each notice as it is promised. Unsubscribing from this page does not end that.',
    'Give us your own escalation list as well: whom we call at your side. Nobody on it is told by itself.',
    'To name, correct or take off somebody, write to support or call us. Whom you named can also check their entry by the link in each notice.',
    'They are your people, not ours: their names and numbers are never published.',
  ],
  /** Follows them where there is a portal. */
  portalAccount: 'Each technical contact gets an account of the portal.',
  changes: 'Requests for changes',
  changesHint: 'Moves, additions, changes and deletions.',
  /** Where there is a portal. */
  selfService: 'Many of them you can make yourself in the portal.',
  hourlyFee: 'What our desk does for you costs an hourly fee, counted in quarter hours.',
  request: 'Request',
  speed: { standard: 'Standard', expedited: 'Expedited' } satisfies Record<ChangeSpeed, string>,
  withFee: (speed: string) => `${speed}, at a fee of its own`,
  answer: 'First answer',
  done: 'Usually done',
  changeNotes: [
    'If a carrier needs longer, we tell you.',
    'A request that comes outside these hours is taken up on the next business day. If it is urgent, it counts as expedited and is done by the team that is there around the clock.',
    'Requests have the same statuses as cases, and need the approval of one of your main points of contact.',
  ],
  noticesSay:
    'Each notice says when, which platforms are affected, what is done, and why. A note on what is new may follow.',
  unscheduled: 'Unscheduled maintenance',
  unscheduledNotes: (from: string, until: string, zone: string) =>
    `For what cannot wait. We do all we can to keep it outside ${from} to ${until} (${zone}), and reserve the right to do it at any time. Followers are told by e-mail as early as possible, when it starts and when it ends; sometimes only afterwards, which the notice then says.`,
}
