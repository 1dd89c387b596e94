import { Hono } from 'hono'
import pino from 'pino'
import { expect, test } from 'vitest'
import type { Env } from '../../../server/http/deps.ts'
import { clientNetworks, unnamedProxy } from '../../../server/http/middleware/client-address.ts'
import { testApp } from '../../support/app/test-app.ts'
import { sqliteInMemory } from '../../support/database.ts'

/** What a function of the request says of one that comes from `peer`, with a line of `X-Forwarded-For` each. */
async function ask(say: (c: never) => unknown, peer: string, ...forwarded: string[]): Promise<unknown> {
  const app = new Hono<Env>().get('/', (c) => c.json(say(c as never)))
  const headers = new Headers(forwarded.map((line): [string, string] => ['x-forwarded-for', line]))
  return (await app.request('/', { headers }, { incoming: { socket: { remoteAddress: peer } } })).json()
}

const PROXY = '192.0.2.1'

test.each([
  ['the peer, when nobody is trusted', [], PROXY, '10.0.0.9', '192.0.2.1/32'],
  ['what a trusted proxy says', ['192.0.2.0/24'], PROXY, '198.51.100.7', '198.51.100.7/32'],
  [
    'the rightmost that no proxy of ours wrote',
    ['192.0.2.1', '10.0.0.0/8'],
    PROXY,
    '1.1.1.1, 198.51.100.7, 10.1.1.1',
    '198.51.100.7/32',
  ],
  ['the proxy, when the header is nonsense', [PROXY], PROXY, 'unknown, _hidden', '192.0.2.1/32'],
  ['the proxy, when it does not know its client', [PROXY], PROXY, '198.51.100.7, unknown', '192.0.2.1/32'],
  ['the proxy, when there is no header', [PROXY], PROXY, '', '192.0.2.1/32'],
  [
    'an IPv4 address in IPv6 clothes',
    ['::ffff:192.0.2.1'],
    '::ffff:192.0.2.1',
    '::ffff:198.51.100.7',
    '198.51.100.7/32',
  ],
  ['a whole IPv6 network', [], '2001:db8:1:2:3:4:5:6', '', '2001:db8:1:2::/64'],
  ['the same IPv6 network', [], '2001:db8:1:2::1', '', '2001:db8:1:2::/64'],
  ['nobody that a number stands for', [PROXY], PROXY, '3405803783', '192.0.2.1/32'],
])('a client is %s', async (_, trusted, peer, forwarded, expected) => {
  expect(await ask((c) => clientNetworks(trusted)(c)[0], peer, forwarded)).toBe(expected)
})

test.each([
  ['203.0.113.7', '203.0.113.7/32'],
  ['203.0.113.7:40007', '203.0.113.7/32'],
  ['2001:db8::1', '2001:db8::/64'],
  ['[2001:db8::1]', '2001:db8::/64'],
  ['[2001:db8::1]:510', '2001:db8::/64'],
  ['"[2001:db8::1]:510"', '2001:db8::/64'],
  ['"203.0.113.7"', '203.0.113.7/32'],
  ['[::ffff:203.0.113.7]:40007', '203.0.113.7/32'],
  ['fe80::1%eth0', 'fe80::/64'],
  ['[fe80::1%25eth0]:510', 'fe80::/64'],
  ['  203.0.113.7:40007\t', '203.0.113.7/32'],
  ['198.51.100.7, 203.0.113.7:40007, , ', '203.0.113.7/32'],
])('a proxy may write %s', async (written, expected) => {
  const networks = clientNetworks([PROXY])
  expect(await ask((c) => networks(c)[0], PROXY, written)).toBe(expected)
})

test('what several proxies wrote on lines of their own is read as one list', async () => {
  const networks = clientNetworks([PROXY, '10.0.0.0/8'])
  expect(await ask((c) => networks(c)[0], PROXY, '1.1.1.1', '203.0.113.7:1', '10.0.0.9:2')).toBe('203.0.113.7/32')
})

test('a client lies in wider networks, which are counted too', async () => {
  expect(await ask(clientNetworks([]), '203.0.113.7')).toEqual(['203.0.113.7/32', '203.0.113.0/24', '203.0.0.0/16'])
  expect(await ask(clientNetworks([]), '2001:db8:aaaa:bbcc::1')).toEqual([
    '2001:db8:aaaa:bbcc::/64',
    '2001:db8:aaaa:bb00::/56',
    '2001:db8:aaaa::/48',
  ])
})

test.each([
  ['10.0.0.5', ['203.0.113.7'], [], '10.0.0.5'],
  ['::ffff:172.18.0.1', ['203.0.113.7'], [], '172.18.0.1'],
  ['fd00::5', ['203.0.113.7'], ['10.0.0.0/8'], 'fd00::5'],
  ['10.0.0.5', ['203.0.113.7'], ['10.0.0.0/8'], null],
  ['10.0.0.5', [], [], null],
  // Anybody out there may write the header.
  ['203.0.113.7', ['198.51.100.7'], [], null],
])('a proxy at %s that forwards for %j is missing from %j: %s', async (peer, forwarded, trusted, missing) => {
  expect(await ask(unnamedProxy(trusted), peer, ...forwarded)).toBe(missing)
})

test('a proxy that nobody named is logged once', async () => {
  const lines: string[] = []
  const log = pino({ base: null }, { write: (line: string) => void lines.push(line) })
  const { db, close } = await sqliteInMemory()
  const app = await testApp(db, { log })
  const headers = { 'x-forwarded-for': '203.0.113.7' }
  for (const from of ['203.0.113.9', '172.17.0.1', '172.17.0.1']) await app.call('GET /platforms', { from, headers })
  await close()
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ level: 40, proxy: '172.17.0.1' }])
})
