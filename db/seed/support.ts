import type { Plan } from '../../server/domain/plan/plan.ts'
import {
  type ContactWay,
  DEFAULT_SUPPORT,
  type EscalationPath,
  type Support,
  type SupportChannel,
  type SupportPerson,
  type SupportPlace,
} from '../../server/domain/plan/support.ts'
import { ladderShown, OFFICE, ON_CALL } from './ladder.ts'

/** 555-0100 to 555-0199 are nobody's. */
const number = (last: number) => `+1 303 555 01${String(last).padStart(2, '0')}`
const at = (name: string) => `${name}@northline.example`
const only = (contact: string): ContactWay[] => [{ name: null, contact }]

/** An office and a mobile telephone, and a mailbox. */
function ways(last: number, mailbox: string): ContactWay[] {
  return [
    { name: 'Office', contact: number(last) },
    { name: 'Mobile', contact: number(last + 50) },
    { name: 'E-mail', contact: at(mailbox) },
  ]
}

const inOffice = { hours: OFFICE, onHolidays: 'closed' } as const
const always = { hours: 'always', onHolidays: 'open' } as const

function person(role: string, reached: ContactWay[], more: Partial<SupportPerson> = {}): SupportPerson {
  return { role, name: null, ways: reached, families: [], ...inOffice, ...more }
}

const CONTACT = {
  portal: only('https://portal.northline.example/'),
  email: only(at('support')),
  chat: only('https://chat.northline.example/'),
  phone: [
    { name: null, contact: number(0) },
    { name: 'From outside North America', contact: number(1) },
  ],
} satisfies Record<SupportChannel['kind'], ContactWay[]>

const place = { name: null, note: null, ways: [], hours: null, onHolidays: 'closed' } as const
const PLACES: SupportPlace[] = [
  {
    ...{ ...place, kind: 'knowledge_base', note: 'In the portal: how-to articles, and answers to common questions.' },
    ways: only('https://portal.northline.example/knowledge/'),
  },
  {
    ...{ ...place, kind: 'billing' },
    note: 'The billing portal is open around the clock. Your financial contact gets an invoice by mail each month.',
    ways: [
      { name: 'Billing portal', contact: 'https://billing.northline.example/' },
      { name: 'E-mail', contact: at('billing') },
      { name: 'Telephone', contact: number(4) },
    ],
  },
  ...DEFAULT_SUPPORT.places.map((changes) => ({ ...changes, ways: only('https://portal.northline.example/changes/') })),
]

/** Who leads, at the end of every path. */
const TOP = [
  person('Vice-president of client services', ways(20, 'vice-president')),
  person('Chief executive', ways(21, 'chief-executive')),
]

const path = { name: null, note: null } as const
const ESCALATION: EscalationPath[] = [
  {
    ...{ ...path, kind: 'support' },
    people: [
      person('Client services support', CONTACT.phone, always),
      person('Network operations centre of the legacy network', only(number(5)), { ...always, families: ['Legacy'] }),
      person('Support manager, cloud', ways(10, 'cloud-manager'), {
        families: ['Zoom', 'Contact centre', 'Voice and messaging', 'Portals'],
      }),
      person('Support manager, Cisco', ways(11, 'cisco-manager'), { families: ['Cisco'] }),
      person('Support manager, Microsoft', ways(12, 'microsoft-manager'), { families: ['Microsoft Teams'] }),
      person('Support manager, legacy network', ways(13, 'legacy-manager'), { families: ['Legacy'] }),
      person('Call manager', [{ name: 'Mobile', contact: number(14) }], { hours: ON_CALL, onHolidays: 'open' }),
      ...TOP,
    ],
  },
  {
    ...{ ...path, kind: 'billing', note: 'Have the number of the invoice at hand.' },
    people: [
      person('Billing desk', only(at('billing'))),
      person('Head of billing', ways(30, 'head-of-billing')),
      ...TOP,
    ],
  },
  {
    ...{ ...path, kind: 'implementation' },
    people: [
      person('Your project manager', only(at('projects'))),
      person('Head of implementation', ways(31, 'rollout')),
    ],
  },
  {
    ...{ ...path, kind: 'customer_success' },
    people: [person('Your success manager', only(at('success'))), person('Head of customer success', ways(32, 'head'))],
  },
  {
    ...{ ...path, kind: 'sales' },
    people: [person('Sales desk', [{ name: null, contact: number(6) }]), person('Head of sales', ways(33, 'sales'))],
  },
]

/** How the customers of Northline reach it: everything that a support page can show, and nobody's number. */
export const NORTHLINE_SUPPORT: Support = {
  channels: DEFAULT_SUPPORT.channels.map((channel) => ({ ...channel, ways: CONTACT[channel.kind] })),
  places: PLACES,
  contacts: [person('Duty lead of client services', ways(7, 'duty-lead'), always)],
  escalation: ESCALATION,
}

/** Within which Northline promises a report on the cause of a P1G. */
const REPORT = { businessDays: 5 }

/** The plan as customers see it: while the demonstration is loaded and the operator's file says nothing, Northline's. */
export function planShown(plan: Plan, demo: boolean): Plan {
  if (!demo) return plan
  const support = plan.support === DEFAULT_SUPPORT ? NORTHLINE_SUPPORT : plan.support
  return { ...plan, ...ladderShown(plan), support, postmortem: plan.postmortem ?? REPORT }
}
