import type { Purpose } from '../../../server/domain/contact/contact.ts'
import type { SeedContact, SeedOrganisation } from '../seed.ts'

const ALL = ['master_case', 'maintenance', 'escalation'] as const
const TOLD = ['master_case', 'maintenance'] as const

function person(
  [name, title]: readonly [string, string | null],
  email: string,
  purposes: readonly Purpose[],
  rest: Partial<SeedContact> = {},
): SeedContact {
  return { name, title, email, purposes, phone: null, locale: 'en', timeZone: null, rank: 'primary', ...rest }
}

/** Looks after the telephones of two customers. */
const CONSULTANT = person(['Mara Thistlewood', 'Consultant'], 'mara@thistlewood-it.example', TOLD, {
  ...{ phone: '+1 303 555 0131', rank: 'backup' },
})

/** Customers of Northline and whom they named; neither exist. */
export const ORGANISATIONS: readonly SeedOrganisation[] = [
  {
    name: 'Acme Freight',
    customerNumber: 'N-10042',
    platforms: ['teams-operator-connect', 'sip-trunking', 'emergency-calling', 'support-portal'],
    daysAgo: 214,
    contacts: [
      person(['Alma Kestrel', 'Head of IT'], 'alma.kestrel@acme-freight.example', ALL, { phone: '+1 303 555 0110' }),
      person(['Bram Oakhollow', 'Network engineer'], 'bram.oakhollow@acme-freight.example', TOLD, { rank: 'backup' }),
      person(['Dispatch office', null], 'dispatch@acme-freight.example', ['escalation'], { phone: '+1 303 555 0111' }),
    ],
  },
  {
    name: 'Birchwell Hospitals',
    customerNumber: 'N-10077',
    platforms: ['cisco-ucm', 'contact-centre', 'sip-trunking', 'emergency-calling', 'fax'],
    daysAgo: 160,
    contacts: [
      person(['Cleo Marrowby', 'Clinical communications'], 'cleo.marrowby@birchwell.example', ['master_case'], {
        ...{ phone: '+1 617 555 0120', timeZone: 'America/New_York' },
      }),
      person(['Change board', null], 'changes@birchwell.example', ['maintenance'], { timeZone: 'America/New_York' }),
      person(['Night desk', null], 'night-desk@birchwell.example', ['master_case', 'escalation'], {
        ...{ phone: '+1 617 555 0121', timeZone: 'America/New_York', rank: 'backup' },
      }),
    ],
  },
  {
    name: 'Calloway Orchards',
    customerNumber: 'N-10103',
    platforms: ['teams-direct-routing', 'sip-trunking', 'messaging'],
    daysAgo: 96,
    contacts: [
      person(['Otis Fernbrook', 'Operations'], 'otis@calloway.example', ALL, {
        ...{ phone: '+1 206 555 0130', timeZone: 'America/Los_Angeles' },
      }),
      CONSULTANT,
    ],
  },
  {
    name: 'Dunmere Shipping',
    customerNumber: 'N-10118',
    platforms: ['webex-calling', 'zoom-phone', 'contact-centre'],
    daysAgo: 71,
    contacts: [
      person(['Isla Wetherdale', 'Service manager'], 'isla.wetherdale@dunmere.example', ALL, {
        ...{ phone: '+1 212 555 0140', timeZone: 'Europe/London' },
      }),
      person(['Jonas Feldmark', 'Service desk'], 'jonas.feldmark@dunmere.example', TOLD, {
        ...{ timeZone: 'Europe/Berlin', rank: 'backup' },
      }),
    ],
  },
  {
    name: 'Ellerby County Schools',
    customerNumber: 'N-10125',
    platforms: ['teams-operator-connect', 'emergency-calling', 'connect-portal'],
    daysAgo: 302,
    contacts: [
      person(['Percy Lindqvale', 'Technology office'], 'percy.lindqvale@ellerby-schools.example', ALL, {
        bounced: 'no such mailbox',
      }),
    ],
  },
  {
    name: 'Fennimore Hotels',
    customerNumber: null,
    platforms: ['sip-trunking', 'fax', 'skype-for-business'],
    // Nobody has said since that it is right.
    daysAgo: 392,
    contacts: [
      person(['Rhea Castlebury', 'Front office'], 'rhea.castlebury@fennimore.example', TOLD, {
        timeZone: 'America/Chicago',
      }),
      CONSULTANT,
    ],
  },
]
