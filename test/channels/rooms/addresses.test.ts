import { describe, expect, test } from 'vitest'
import type { ChannelKind } from '../../../server/channels/kind.ts'
import { slackKind } from '../../../server/channels/slack/kind.ts'
import { teamsKind } from '../../../server/channels/teams/kind.ts'
import { webexKind } from '../../../server/channels/webex/kind.ts'
import { webhookKind } from '../../../server/channels/webhook/kind.ts'
import { SLACK_ROOM, TEAMS_ROOM, WEBEX_ROOM } from '../../support/dispatch/rooms.ts'
import { hostileAddresses } from '../../support/outside/hostile-addresses.ts'
import { accepted } from '../../support/result.ts'

const RULES = { pushExtraOrigins: [], outboundAllow: [] }
const SIGNED = /&sig=.*$/
const [TEAMS, SLACK, WEBEX] = [TEAMS_ROOM, SLACK_ROOM, WEBEX_ROOM]

const said = (
  kind: ChannelKind,
  raw: unknown,
  rules: typeof RULES | { pushExtraOrigins: []; outboundAllow: string[] } = RULES,
) => {
  const result = kind.parse(raw, rules)
  return result.ok ? 'ok' : (result.refusal.fields ?? []).map(({ detail }) => detail).join()
}

describe('the address of a room', () => {
  test.each([
    [teamsKind, TEAMS],
    [teamsKind, TEAMS.replace(/^.*direct/, 'https://prod-07.westeurope.logic.azure.com:443')],
    [slackKind, SLACK],
    [slackKind, SLACK.replace('slack.com', 'slack-gov.com')],
    [webexKind, WEBEX],
  ])('is taken as the service made it: %#', (kind, url) => {
    expect(accepted(kind.parse(` ${url}\n`, RULES))).toEqual({ address: new URL(url).href, keys: null })
  })

  const WRONG: [string, ChannelKind, string, RegExp][] = [
    ['a retired connector', teamsKind, 'https://contoso.webhook.office.com/webhookb2/abc', /retired.*Workflows/],
    ['a flow for the own organisation alone', teamsKind, TEAMS.replace(SIGNED, ''), /not complete.*anyone/],
    ['no flow', teamsKind, TEAMS.replace(/workflows.*invoke/, ''), /not complete/],
    ['Slack’s, given as that of Teams', teamsKind, SLACK, /address of Slack, not of Microsoft Teams/],
    ['that of Teams, given as Slack’s', slackKind, TEAMS, /address of Microsoft Teams, not of Slack/],
    ['that of Teams, given as Webex’s', webexKind, TEAMS, /address of Microsoft Teams, not of Webex/],
    ['of Slack, but no webhook', slackKind, 'https://northline.slack.com/archives/C1', /not an address of Slack that/],
    ['a trigger of Slack’s workflows', slackKind, 'https://hooks.slack.com/triggers/T1/2/abc', /not complete/],
    ['with a query', slackKind, `${SLACK}?x=1`, /not complete/],
    ['cut off', webexKind, 'https://webexapis.com/v1/webhooks/incoming/Y2lz', /not complete/],
    ['a bot’s message', webexKind, 'https://webexapis.com/v1/messages', /not complete/],
    ['by http', slackKind, SLACK.replace('https', 'http'), /must begin with https/],
    ['on another port', slackKind, SLACK.replace('.com', '.com:8443'), /name no port/],
    ['with a user', slackKind, SLACK.replace('hooks', 'hooks.slack.com@hooks'), /must not have a user/],
    ['with a fragment', slackKind, `${SLACK}#x`, /must not have/],
    [
      'at a host that ends alike',
      slackKind,
      SLACK.replace('hooks.slack', 'evilhooks.slack'),
      /not an address of Slack/,
    ],
    ['at a host that begins alike', slackKind, SLACK.replace('.com', '.com.evil.example'), /not an address of Slack/],
    ['at a host with a dot behind it', slackKind, SLACK.replace('.com', '.com.'), /not an address of Slack/],
    ['at a host that ends like Microsoft’s', teamsKind, TEAMS.replace('.environment', 'x.environmentx'), /not/],
    ['of nobody', webexKind, 'https://hooks.customer.example/x', /not an address of Webex/],
    ['too long', slackKind, `${SLACK}${'x'.repeat(2048)}`, /not an address/],
  ]
  test.each(WRONG)('is refused: %s', (_, kind, url, why) => {
    const text = said(kind, url)
    expect(text).toMatch(why)
    // What to paste, and never what was pasted: it may be a secret in the wrong field.
    expect(text).toMatch(/paste the/)
    expect(text).not.toContain(url.slice(0, 45))
    expect(text).not.toMatch(/XXXXXX|Q1w2E3|abc\b/)
  })

  test.each([
    ['https://contoso.webhook.office.com/webhookb2/abc', 'Microsoft Teams'],
    [SLACK, 'Slack'],
    [WEBEX, 'Webex'],
  ])('is refused as that of a webhook, with what to choose in its place: %#', (url, service) => {
    expect(said(webhookKind, url)).toMatch(
      new RegExp(`^This is an address of ${service}, .*: choose ${service} instead`),
    )
  })

  test.each([
    [teamsKind, TEAMS],
    [slackKind, SLACK],
    [webexKind, WEBEX],
  ])('is refused that leads inside, however it is written, also with the rest of a right one: %#', (kind, right) => {
    const { pathname, search } = new URL(right)
    const urls = hostileAddresses().flatMap(({ url }) => [url, url.replace(/(:8443)?\/hook$/, pathname + search)])
    expect(urls.length).toBeGreaterThan(150)
    for (const url of urls) expect([url, said(kind, url)]).toEqual([url, expect.stringMatching(/paste the/)])
  })

  test('may lead to a relay of the operator', () => {
    const rules = { pushExtraOrigins: [] as [], outboundAllow: ['relay.internal', '127.0.0.0/8'] }
    for (const url of ['http://relay.internal:9000/rooms/7', 'http://127.0.0.1:9000/x']) {
      expect(said(slackKind, url, rules)).toBe('ok')
      expect(said(slackKind, url)).not.toBe('ok')
    }
  })

  test('is shown by its host alone', () => {
    for (const [kind, url] of [
      [teamsKind, TEAMS],
      [slackKind, SLACK],
      [webexKind, WEBEX],
    ] as const) {
      expect(kind.mask(url)).toBe(`${new URL(url).host}/…`)
    }
  })
})

describe('the address of a webhook', () => {
  test.each([
    'http://hooks.customer.example/x',
    'https://hooks.customer.example:9000/x',
    'https://me@hooks.customer.example/x',
    'https://localhost/x',
    'https://10.0.0.1/x',
    'hooks',
    `https://hooks.customer.example/${'x'.repeat(2048)}`,
  ])('is refused in a whole sentence: %s', (url) => {
    expect(said(webhookKind, url)).toMatch(/^The address must .*\.$/)
  })
})
