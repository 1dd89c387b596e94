import type { ContactRank, Purpose } from '../../../../server/domain/contact/contact.ts'

/** A customer's own page. */
export const organisation = {
  title: (name: string) => `${name}: your status page`,
  lead: (site: string) => `What you use of ${site}, whom you named to us, and who of them was told what.`,
  customerNumber: (number: string) => `Customer number ${number}`,
  secret: 'Whoever has the address of this page sees it. Pass it on with care, and tell us if it should end.',
  platforms: 'Your platforms',
  noPlatforms: 'No platform is on record for you.',
  since: (time: string) => `since ${time}`,
  overYear: (percent: string) => `${percent} over a year`,
  open: 'Open incidents that touch you',
  noneOpen: 'None.',
  nextBy: (time: string) => `Next update by ${time}`,
  wasDue: (time: string) => `The next update was due ${time}`,
  windows: 'Planned maintenance',
  noWindows: 'None is planned in the next twelve months.',
  contacts: 'Whom you named',
  noContacts: 'Nobody. Please name somebody for master cases and for maintenance: otherwise no notice reaches you.',
  person: 'Name',
  purposes: 'Named for',
  reach: 'Reached at',
  rank: { primary: 'Primary', backup: 'Backup' } satisfies Record<ContactRank, string>,
  purpose: {
    master_case: 'master cases',
    maintenance: 'maintenance',
    escalation: 'your escalation list',
  } satisfies Record<Purpose, string>,
  forNothing: 'nothing',
  works: 'In use',
  worksNot: 'Does not work: nothing is sent there',
  confirmed: (time: string) => `confirmed ${time}`,
  proofs: 'Who was told',
  proofsLead:
    'The last twelve months, newest first. “Handed over” means that the mail server took it; some say later whether it arrived.',
  noProofs: 'Nothing was to be told to you in the last twelve months.',
  more: 'There is more: the whole year is in the file.',
  erased: 'somebody who was erased since',
  toldTo: (person: string, result: string) => `${person}: ${result}`,
  resultAt: (result: string, time: string) => `${result} ${time}`,
  download: 'Download as CSV',
  check: 'How this can be checked',
  checkLead: (site: string) =>
    `These lines stand below the table in the file, too. Send us the file, or these lines: with them ${site} can tell, also years from now, whether the table is the one that was made here, and whether its own audit trail was changed since.`,
  corrections: 'Is something wrong?',
  writeTo: (address: string) =>
    `Write to ${address}. Whom you named can also correct their entry by the link in each notice.`,
  seeSupport:
    'The support page says how to reach us. Whom you named can also correct their entry by the link in each notice.',
  support: 'Support',
  unknownTitle: 'This link does not work',
  unknown:
    'It is not complete, or it was ended. Ask the person who gave it to you for a new one, or write to us: the support page says how.',
}
