import { describe, expect, test } from 'vitest'
import { createChannels } from '../../server/channels/index.ts'
import { type ChannelKind, channelOfLane, laneOf } from '../../server/channels/kind.ts'
import { CHANNEL_KINDS, kindNamed, STAFF_KIND } from '../../server/channels/kinds.ts'
import { DAY } from '../../server/domain/vocabulary.ts'
import { nameAddress, placeIn } from '../../server/lib/secret/sealed-address.ts'
import { pushSubscription } from '../support/app/subscribers.ts'
import { manualClock } from '../support/clock.ts'
import { VAPID } from '../support/dispatch/dispatcher.ts'
import { SITE } from '../support/dispatch/notices.ts'
import { SLACK_ROOM, TEAMS_ROOM, WEBEX_ROOM } from '../support/dispatch/rooms.ts'
import { accepted } from '../support/result.ts'

/** Of each channel: what subscribers may give, and what is shown of it. A new channel adds its line. */
const EXAMPLES: Record<string, { raw: unknown; shown: string; secret: string; lane: string }> = {
  email: { raw: ' Alice+x@Customer.Example', shown: 'a…@customer.example', secret: 'alice', lane: 'email' },
  webpush: {
    raw: pushSubscription('https://fcm.googleapis.com/fcm/send/abc'),
    shown: 'fcm.googleapis.com',
    secret: 'abc',
    lane: 'webpush https://fcm.googleapis.com',
  },
  webhook: {
    raw: ' https://HOOKS.customer.example:443/status?key=abc ',
    shown: 'hooks.customer.example/…',
    secret: 'abc',
    lane: `webhook ${placeIn(named('https://hooks.customer.example/status?key=abc'))}`,
  },
  teams: room('teams', TEAMS_ROOM),
  slack: room('slack', SLACK_ROOM),
  webex: room('webex', WEBEX_ROOM),
}

function room(name: string, url: string) {
  const { host, href, pathname } = new URL(url)
  return { raw: `${url} `, shown: `${host}/…`, secret: pathname, lane: `${name} ${placeIn(named(href))}` }
}

/** As the address of a channel whose addresses are sealed is stored. */
function named(url: string): string {
  return nameAddress('a secret of the tests', url, 'ops@customer.example')
}

const RULES = { pushExtraOrigins: [], outboundAllow: [] }

function exampleOf(kind: ChannelKind) {
  const example = EXAMPLES[kind.name]
  if (!example) throw new Error(`There is no example of ${kind.name}.`)
  const target = accepted(kind.parse(example.raw, RULES))
  return { ...example, target, stored: kind.confirms === 'by-owner' ? named(target.address) : target.address }
}

describe.each(CHANNEL_KINDS.map((kind) => [kind.name, kind] as const))('the channel %s', (name, kind) => {
  const { raw, shown, secret, lane, target, stored } = exampleOf(kind)

  test('has a name that can begin a lane', () => {
    expect(name).toMatch(/^[a-z]+$/)
    expect(laneOf(kind, stored)).toBe(lane)
    expect(channelOfLane(lane)).toBe(name)
  })

  test('reads what a subscriber gives, the same however often it is read', () => {
    expect(kind.input.safeParse(raw).success).toBe(true)
    const again = { ...(raw as object), endpoint: target.address }
    expect(kind.parse(target.keys ? again : target.address, RULES)).toEqual({ ok: true, value: target })
    expect(kind.inbox(stored)).not.toBe('')
  })

  test.each([[undefined], [null], [7], [''], ['x'], [{}], [[]]])('refuses %j and says why', (nonsense) => {
    const result = kind.parse(nonsense, RULES)
    expect(result.ok).toBe(false)
    for (const { pointer, detail } of (!result.ok && result.refusal.fields) || []) {
      expect(pointer).toMatch(/^(\/[^/]+)*$/)
      expect(detail).not.toBe('')
    }
  })

  test('shows enough of an address to recognise it, and no more', () => {
    expect(kind.mask(stored)).toBe(shown)
    expect(shown).not.toContain(secret)
  })

  test('says how it orders, confirms, forgets and is described', () => {
    expect(['every', 'newest']).toContain(kind.order)
    expect(['by-link', 'at-once', 'by-owner']).toContain(kind.confirms)
    const rule = kind.forgetsAddress
    expect(rule.after).toBeGreaterThanOrEqual(DAY)
    if (rule.keeps === 'nothing') expect(rule.silentFor).toBeGreaterThan(rule.after)
    expect(kind.title).toMatch(/^\p{Lu}/u)
    expect(kind.description).toMatch(/\.$/)
    expect(kind.input.description).toMatch(/\.$/)
  })

  test('has what sends it', () => {
    const config = {
      ...SITE,
      mail: { kind: 'mailbox', folder: '/nowhere' },
      vapid: VAPID,
      pushExtraOrigins: [],
      outboundAllow: [],
      addressSecret: 'a secret of the tests',
    } as const
    const channels = createChannels(config, manualClock())
    expect(channels.filter((channel) => channel.kind === kind)).toHaveLength(1)
  })
})

describe('all channels together', () => {
  const unique = (values: readonly unknown[]) => expect(new Set(values).size).toBe(values.length)

  test('have names, list columns and fields to move by that differ', () => {
    unique(CHANNEL_KINDS.map(({ name }) => name))
    unique(CHANNEL_KINDS.flatMap(({ textField }) => textField ?? []))
    unique(CHANNEL_KINDS.flatMap(({ field, moves }) => (moves ? [field] : [])))
  })

  test('are found by their name; one that is no more is not', () => {
    for (const kind of CHANNEL_KINDS) expect(kindNamed(CHANNEL_KINDS, kind.name)).toBe(kind)
    expect(kindNamed(CHANNEL_KINDS, 'telegraph')).toBeNull()
  })

  test('hold the one that staff are told by, at addresses as the configuration file has them', () => {
    expect(CHANNEL_KINDS).toContain(STAFF_KIND)
    expect(accepted(STAFF_KIND.parse('lee@northline.example', RULES)).keys).toBeNull()
  })
})
