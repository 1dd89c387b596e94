/** Around every page of the desk. */
export const frame = {
  demo: 'A demonstration: all of it is fictional.',
  copy: 'Copy',
  copied: 'Copied',
  title: (page: string, site: string) => `${page} · ${site} desk`,
  desk: (site: string) => `${site} desk`,
  /** Below its icon on a home screen. */
  shortName: 'Desk',
  board: 'Board',
  newIncident: 'New incident',
  incidents: 'Incidents',
  maintenance: 'Maintenance',
  /** A tab of the bar, where on a phone there is little room. */
  organisations: 'Customers',
  templates: 'Templates',
  platforms: 'Platforms',
  people: 'People',
  audit: 'Audit trail',
  account: 'Your account',
  barred: 'This is for another role',
  barredLead: (needed: string, yours: string) =>
    `It needs the role “${needed}” or above; yours is “${yours}”. Nothing was changed. An administrator can change your role.`,
  noPlatforms: {
    none: 'There are no platforms yet.',
    command: 'npm run -s signalpost -- platform add zoom-phone --name "Zoom Phone" --group Voice',
    add: 'Incidents and maintenance are about platforms: what customers use and follow. Add each of them here, or with this command, where Signalpost runs:',
    addNow: 'Add a platform',
    ask: 'Incidents and maintenance are about platforms: what customers use and follow. An administrator adds them.',
  },
  /** Under a field whose text nears its limit, or is beyond it. */
  room: {
    one: '{n} character left',
    left: '{n} characters left',
    overOne: '{n} character too many (at most {most})',
    over: '{n} characters too many (at most {most})',
  },
  publicPage: 'Public page',
  signOut: 'Sign out',
  roles: { reporter: 'Reporter', agent: 'Agent', lead: 'Lead', admin: 'Administrator' },
  /** Where a person is given a role. */
  reporterLast: 'Reporter: not at the desk, meant for programs',
  whatRolesMay: 'What each role may do',
  /** Each includes those before it. `test/domain/staff/can.test.ts` keeps it true. */
  rolesMay: {
    reporter:
      'Meant for programs: writes as often as needed, and posts nothing in public. A person has an account here, and nothing of the desk.',
    agent:
      'Has the board: opens, updates, corrects and reopens incidents, writes notes and reports, answers what is due, hands over at a change of shift, plans and changes maintenance, uses templates and drills, sees the contacts of organisations and notes calls to them, sees what was delivered and sends again what failed, finds subscribers by address or host, and adds and disables subscribers.',
    lead: 'What an agent may; changes templates and the times of an incident, changes organisations and their contacts, erases subscribers, and reads the audit trail.',
    admin:
      'What a lead may; changes people, tokens, platforms and maintenance programmes, reads the local mailbox, metrics and the addresses of followers, without limits.',
  },
}
