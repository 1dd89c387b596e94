import { describe, expect, test } from 'vitest'
import { planFile, planFileSchema, planOf } from '../../server/config/plan-file.ts'
import { DEFAULT_PLAN } from '../../server/domain/plan/plan.ts'
import { DEFAULT_SUPPORT } from '../../server/domain/plan/support.ts'
import { HOUR } from '../../server/domain/vocabulary.ts'

const plan = (file: object) => planOf(planFile.parse(file))
const wrong = (file: object) => {
  const { error } = planFile.safeParse(file)
  return (error?.issues ?? []).map((issue) => issue.path.join('.')).sort()
}

describe('the configuration of the support plan', () => {
  test('left out is the default', () => {
    expect(plan({})).toEqual({ ...DEFAULT_PLAN, languages: ['en', 'pt', 'es'] })
    expect(plan({ support: {} }).support).toEqual(DEFAULT_SUPPORT)
  })

  test('says who is told, in lower case, and how long things may take', () => {
    const file = {
      staff: { leads: ['Lee@Northline.example'] },
      noAnswer: '3 business days',
      postmortem: '10 business days',
    }
    expect(plan(file)).toMatchObject({
      staff: { leads: ['lee@northline.example'], desk: [] },
      noAnswer: { businessDays: 3 },
      postmortem: { businessDays: 10 },
    })
  })

  test('completes what it says of a channel, keeps the others, and takes away what is not offered', () => {
    const { channels } = plan({
      support: {
        channels: [
          { kind: 'chat', contact: 'https://chat.northline.example' },
          {
            kind: 'phone',
            name: 'Legacy network desk',
            contact: '+1 555 0100',
            hours: [{ days: ['mon'], from: '07:00', to: '19:00' }],
          },
          { kind: 'portal', offered: false },
        ],
      },
    }).support
    const [, email, chat, phone] = DEFAULT_SUPPORT.channels
    expect(channels).toEqual([
      { ...chat, ways: [{ name: null, contact: 'https://chat.northline.example' }] },
      {
        ...phone,
        name: 'Legacy network desk',
        ways: [{ name: null, contact: '+1 555 0100' }],
        hours: [{ days: ['mon'], from: '07:00', to: '19:00' }],
        onHolidays: 'closed',
      },
      email,
    ])
  })

  test('names places and people', () => {
    const { places, contacts, escalation } = plan({
      support: {
        places: [{ kind: 'billing', contact: 'billing@northline.example' }],
        contacts: [{ role: 'Main contact for master cases', name: 'N. Person' }],
        escalation: [{ role: 'Support manager', families: ['Voice'], contact: '+1 555 0101 ext. 7' }],
      },
    }).support
    const billing = { kind: 'billing', name: null, note: null, hours: null, onHolidays: 'closed' }
    expect(places).toEqual([
      { ...billing, ways: [{ name: null, contact: 'billing@northline.example' }] },
      ...DEFAULT_SUPPORT.places,
    ])
    const absent = { hours: null, onHolidays: 'closed' }
    expect(contacts).toEqual([
      { ...absent, role: 'Main contact for master cases', name: 'N. Person', ways: [], families: [] },
    ])
    const ways = [{ name: null, contact: '+1 555 0101 ext. 7' }]
    const manager = { ...absent, role: 'Support manager', name: null, ways, families: ['Voice'] }
    expect(escalation).toEqual([{ kind: 'support', name: null, note: null, people: [manager] }])
  })

  test('names several ways to reach somebody, hours of their own, and a path for each thing', () => {
    const hours = [{ days: ['mon'], from: '17:00', to: '08:00' }]
    const ways = [{ name: 'Mobile', contact: '+1 555 0103' }, { contact: 'manager@northline.example' }]
    const manager = { role: 'Call manager', contact: '+1 555 0102', ways, hours, onHolidays: 'open' }
    const { escalation } = plan({
      support: {
        escalation: [{ role: 'Desk' }],
        escalationPaths: [{ kind: 'billing', name: 'Invoices', note: 'Have its number at hand.', people: [manager] }],
      },
    }).support
    expect(escalation.map(({ kind }) => kind)).toEqual(['support', 'billing'])
    expect(escalation[1]).toEqual({
      ...{ kind: 'billing', name: 'Invoices', note: 'Have its number at hand.' },
      people: [
        {
          ...{ role: 'Call manager', name: null, families: [], hours, onHolidays: 'open' },
          ways: [
            { name: null, contact: '+1 555 0102' },
            { name: 'Mobile', contact: '+1 555 0103' },
            { name: null, contact: 'manager@northline.example' },
          ],
        },
      ],
    })
  })

  test('what is always open is so on holidays, what has hours is not, unless it says otherwise', () => {
    const hours = [{ days: ['mon'], from: '07:00', to: '19:00' }]
    const { channels } = plan({
      support: {
        channels: [
          { kind: 'portal', hours },
          { kind: 'email' },
          { kind: 'chat', onHolidays: 'open' },
          { kind: 'phone', onHolidays: 'closed' },
        ],
      },
    }).support
    expect(channels.map(({ onHolidays }) => onHolidays)).toEqual(['closed', 'open', 'open', 'closed'])
  })

  test('says what is promised for requests for changes, and where customers may ask for another rhythm', () => {
    const { changes, priorities } = plan({
      changes: { standard: { done: '3 business days' }, expedited: { fee: false }, hourlyFee: false },
      priorities: { P2: { asRequested: true } },
    })
    expect(changes).toEqual({
      standard: { answer: { businessDays: 1 }, done: { businessDays: 3 }, fee: false },
      expedited: { answer: { ms: 4 * HOUR }, done: { businessDays: 1 }, fee: false },
      hourlyFee: false,
    })
    expect(Object.values(priorities).map(({ asRequested }) => asRequested)).toEqual([false, true, true, false, false])
  })

  test('says all that is wrong with it', () => {
    const channels = [
      { kind: 'fax' },
      { kind: 'phone', contact: 'ask Bob' },
      { kind: 'chat', hours: [{ days: ['someday'], from: '25:00', to: '24:01' }] },
      { kind: 'email', hours: 'sometimes', onHolidays: 'perhaps' },
    ]
    const escalationPaths = [{ kind: 'gossip', people: [] }]
    const places = [{ kind: 'billing', ways: [{ name: 'Mobile', contact: 'ask Bob' }] }]
    expect(
      wrong({
        ...{ support: { channels, places, escalationPaths }, staff: { leads: ['nobody'] }, noAnswer: 'soon' },
        ...{ dueSoon: '1 business day', changes: { standard: { answer: 'soon' } } },
      }),
    ).toEqual([
      'changes.standard.answer',
      'dueSoon',
      'noAnswer',
      'staff.leads.0',
      'support.channels.0.kind',
      'support.channels.1.contact',
      'support.channels.2.hours',
      'support.channels.3.hours',
      'support.channels.3.onHolidays',
      'support.escalationPaths.0.kind',
      'support.escalationPaths.0.people',
      'support.places.0.ways.0.contact',
    ])
  })

  test('has a JSON Schema in which every field of its own is explained', () => {
    const { properties } = planFileSchema() as { properties: Record<string, { description?: string }> }
    expect(Object.keys(properties).filter((name) => name !== '$schema' && !properties[name]?.description)).toEqual([])
  })
})
