import type { Coverage } from '../../../../../server/domain/contact/coverage.ts'

const count = new Intl.NumberFormat('en')

/** Customers, and whom they named: their main points of contact. */
export const organisations = {
  title: 'Organisations',
  lead: 'Customers, and whom each of them named to be told of master cases, of maintenance and in an escalation.',
  search: 'Name, number or contact',
  find: 'Find',
  add: 'Add an organisation',
  all: 'All organisations',
  none: 'There are no organisations yet.',
  /** To whoever may. */
  noneYet: 'Add each one here, or all of them from a list, where Signalpost runs. Try it first with --dry-run:',
  command: 'npm run -s signalpost -- contacts import contacts.csv --dry-run',
  askLead: 'A lead adds them.',
  onlyLeads: 'A lead changes organisations and their contacts.',
  noneFound: (query: string) => `Nothing is found for “${query}”: not as a name or number, and not as a contact.`,
  results: 'What is found',
  more: 'More',
  toFirst: 'Back to the first ones',
  number: (number: string) => `No. ${number}`,
  noPlatforms: 'No platforms: nobody here is told of anything.',
  otherPlatforms: (others: number) => (others === 1 ? 'and 1 more' : `and ${count.format(others)} more`),
  noContacts: 'Nobody is named',
  purposes: { master_case: 'Master cases', maintenance: 'Maintenance', escalation: 'Escalations' },
  /** Of one purpose, how many are named for it, or what is amiss. */
  covered: (purpose: string, { named, dead, lack }: Pick<Coverage, 'named' | 'dead' | 'lack'>) => {
    if (lack === 'none') return `${purpose}: nobody`
    if (lack === 'bounced' || lack === 'suppressed')
      return `${purpose}: ${named === 1 ? 'the address does not work' : 'no address works'}`
    const amiss = [
      ...(dead === 0 ? [] : [dead === 1 ? 'one address does not work' : `${count.format(dead)} addresses do not work`]),
      ...(lack === null ? [] : ['not confirmed for a year']),
    ]
    return `${purpose}: ${[count.format(named), ...amiss].join(', ')}`
  },

  labels: {
    name: 'Name',
    customerNumber: 'Customer number',
    platforms: 'Platforms',
    title: 'Title',
    email: 'E-mail address',
    phone: 'Telephone',
    locale: 'Language',
    timeZone: 'Time zone',
    rank: 'Rank',
    purposes: 'Named for',
  },
  nameHint: 'As the customer is called.',
  numberHint: 'Your own number for it. Leave it empty for none.',
  platformsHint: 'What it uses. Its contacts are told of what touches these.',
  addTitle: 'Add an organisation',
  addNow: 'Add it',
  save: 'Save',
  added: (name: string) => `${name} is added. Now add the people whom it named.`,
  saved: (name: string) => `${name} is saved.`,
  unchanged: (name: string) => `${name} was so already.`,
  change: 'Change name, number and platforms',
  removal: 'Remove this organisation',
  removes: (contacts: number) =>
    contacts === 0
      ? 'It is removed with its links and with the proof of what it was told. The audit trail keeps that it was here. There is no way back.'
      : `It is removed with ${contacts === 1 ? 'its contact, who is' : `its ${contacts} contacts, who are`} erased, with its links and with the proof of what it was told. The audit trail keeps that it was here. There is no way back.`,
  removeInstead: 'Is it here twice? Merge the two instead: then contacts and proof stay.',
  removeNow: 'Remove it',
  removed: (name: string) => `${name} is removed.`,
  seenOther: 'Somebody has changed this meanwhile. Look at what is there now, and press again if you still mean it.',
  /** Of a field that somebody else has changed too: `is` stands there now. */
  meanwhile: (is: string, yours: string) =>
    `Somebody has changed it meanwhile: it is ${is} now, and you wrote ${yours}. What you wrote is kept. Press again to replace theirs.`,
  quoted: (value: string) => `“${value}”`,
  nothing: 'empty',

  contacts: 'Contacts',
  rank: { primary: 'Primary', backup: 'Backup' },
  ranks: { primary: 'Primary contacts', backup: 'Backup contacts' },
  rankHint: 'Backup contacts are told with the primary ones.',
  purposesHint: 'What the customer named this person for. Escalations are told by hand, all others by e-mail.',
  forNothing: 'Named for nothing: not told of anything',
  addContact: 'Add a contact',
  addContactTitle: (organisation: string) => `Add a contact of ${organisation}`,
  firstContact: 'Nobody is named yet: nobody here is told of anything.',
  personHint: 'The person or the team, as the customer calls it.',
  titleHint: 'What this person does there. Leave it empty for none.',
  phoneHint: 'For the desk alone, such as +1 303 555 0100.',
  zoneHint: 'Messages tell times in it.',
  providersZone: (zone: string) => `As on the page (${zone})`,
  mailTo: (name: string, address: string) => `Write to ${name}: ${address}`,
  call: (name: string, phone: string) => `Call ${name}: ${phone}`,
  changeContact: 'Change',
  changeOf: (name: string) => `Change ${name}`,
  source: {
    api: 'Entered by a program',
    console: 'Entered at the desk',
    self: 'Entered by the contact',
    list: (list: string) => `From the list “${list}”`,
  },
  confirmed: (day: string) => `said to be right on ${day}`,
  dead: {
    bounced: 'Mail to this address came back. Nothing is sent to it:',
    suppressed: 'This address takes no mail from us. Nothing is sent to it:',
  },
  tryAgain: 'Try again',
  tryAgainOf: (name: string) => `Try again: the address of ${name}`,
  triedAgain: (name: string) => `The address of ${name} is written to again.`,
  contactAdded: (name: string) => `${name} is added.`,
  contactSaved: (name: string) => `${name} is saved, and counts as said to be right today.`,
  erasure: 'Erase this contact',
  erases:
    'Name, address, telephone and everything else that says who it was are deleted within a minute, also from backups that are restored later. What they were told stays, without the person.',
  eraseNow: 'Erase',
  erased: 'The contact is erased. What they were told stays, without the person.',
  backTo: (organisation: string) => `Back to ${organisation}`,
}

/** What contacts ask to have changed in their entries, at `/contacts/{token}/`. */
export const organisationRequests = {
  title: 'Asked for by contacts',
  askedBy: (name: string, organisation: string) => `Asked by ${name} of ${organisation}`,
  changeOf: (fields: string) => `Change of ${fields}`,
  asked: (name: string, time: string) => `${name} asked ${time}`,
  now: 'Now',
  wanted: 'Asked for',
  soAlready: 'The fields are as asked already.',
  /** Where there is something in words. */
  inWords: 'What is asked in words changes nothing by itself: do it by hand first.',
  do: 'Do it',
  doOf: (name: string) => `Do it, as ${name} asks`,
  /** Where all is in words. */
  isDone: 'It is done',
  isDoneOf: (name: string) => `It is done, as ${name} asked`,
  dismiss: 'Dismiss',
  dismissOf: (name: string) => `Dismiss what ${name} asks`,
  done: (name: string) => `What ${name} asked for is done.`,
  dismissed: (name: string) => `What ${name} asked for is dismissed. The entry stays as it is.`,
  onlyLeads: 'A lead decides it.',
  over: 'This is no longer waiting: it was decided, asked for anew, or the contact was erased meanwhile. Nothing was changed by this.',
}

/** Two entries of one customer become one. */
export const organisationMerge = {
  title: (name: string) => `Merge ${name} with another entry`,
  way: 'Merge with another entry',
  lead: (name: string) => `Find the other entry of this customer. ${name} stays, and takes over what the other has.`,
  choose: (name: string) => `Merge with ${name}`,
  before: (other: string, name: string) => `${other} becomes part of ${name}. There is no way back.`,
  swap: (other: string) => `Keep ${other} instead`,
  another: 'Choose another entry',
  number: 'Customer number',
  noNumber: 'None',
  lostNumber: (number: string, other: string) => `${number}, that of ${other}, is no longer used.`,
  platforms: 'Platforms',
  noPlatforms: 'None',
  isNew: 'new',
  contacts: 'Contacts',
  noContacts: 'Nobody',
  origin: {
    here: 'stays',
    other: 'comes over',
    both: 'is in both: what this entry says stays, what only the other says is filled in',
  },
  rest: 'What both were told stays as proof, and is found here.',
  links: (count: number) =>
    count === 0
      ? ''
      : count === 1
        ? 'A link to the other’s own page ends.'
        : `${count} links to the other’s own page end.`,
  merge: 'Merge them',
  done: (other: string, name: string) => `${other} is part of ${name} now.`,
}

/** Links to an organisation's own page. */
export const organisationLinks = {
  title: 'Links to its own page',
  lead: 'Whoever has such a link sees the platforms, windows, contacts and proofs of this customer, and nothing else.',
  none: 'No link works.',
  make: 'Make a link',
  made: (who: string, day: string) => `Made by ${who} on ${day}`,
  used: (time: string) => `last used ${time}`,
  unused: 'never used',
  revoke: 'Revoke',
  revokeOf: (day: string) => `Revoke the link made on ${day}`,
  revoked: 'The link is revoked: it no longer works.',
  linkTitle: (name: string) => `Hand this link to ${name}`,
  linkLead: 'It opens their own page until it is revoked. It is not shown again.',
}
