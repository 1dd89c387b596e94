import { describe, expect, test } from 'vitest'
import { planFile, planFileSchema, planOf } from '../../server/config/plan-file.ts'
import { DEFAULT_PLAN } from '../../server/domain/plan/plan.ts'
import { DEFAULT_SUPPORT } from '../../server/domain/plan/support.ts'

const plan = (file: object) => planOf(planFile.parse(file))
const wrong = (file: object) => {
  const { error } = planFile.safeParse(file)
  return (error?.issues ?? []).map((issue) => issue.path.join('.')).sort()
}

describe('the configuration of the support plan', () => {
  test('left out is the default', () => {
    expect(plan({})).toEqual(DEFAULT_PLAN)
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
      { ...chat, contact: 'https://chat.northline.example' },
      {
        ...phone,
        name: 'Legacy network desk',
        contact: '+1 555 0100',
        hours: [{ days: ['mon'], from: '07:00', to: '19:00' }],
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
    expect(places).toEqual([
      { kind: 'billing', name: null, contact: 'billing@northline.example', hours: null, note: null },
      ...DEFAULT_SUPPORT.places,
    ])
    expect(contacts).toEqual([
      { role: 'Main contact for master cases', name: 'N. Person', contact: null, families: [] },
    ])
    expect(escalation[0]).toEqual({
      role: 'Support manager',
      name: null,
      contact: '+1 555 0101 ext. 7',
      families: ['Voice'],
    })
  })

  test('says all that is wrong with it', () => {
    const channels = [
      { kind: 'fax' },
      { kind: 'phone', contact: 'ask Bob' },
      { kind: 'chat', hours: [{ days: ['someday'], from: '25:00', to: '24:01' }] },
      { kind: 'email', hours: 'sometimes' },
    ]
    expect(
      wrong({ support: { channels }, staff: { leads: ['nobody'] }, noAnswer: 'soon', dueSoon: '1 business day' }),
    ).toEqual([
      'dueSoon',
      'noAnswer',
      'staff.leads.0',
      'support.channels.0.kind',
      'support.channels.1.contact',
      'support.channels.2.hours',
      'support.channels.3.hours',
    ])
  })

  test('has a JSON Schema in which every field of its own is explained', () => {
    const { properties } = planFileSchema() as { properties: Record<string, { description?: string }> }
    expect(Object.keys(properties).filter((name) => name !== '$schema' && !properties[name]?.description)).toEqual([])
  })
})
