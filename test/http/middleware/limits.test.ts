import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { HOUR, MINUTE } from '../../../server/domain/vocabulary.ts'
import type { Env } from '../../../server/http/deps.ts'
import { clientKey } from '../../../server/http/middleware/client-address.ts'
import { Limiter } from '../../../server/http/middleware/limits.ts'

test('an allowance may be used at once, then comes back evenly', () => {
  const limiter = new Limiter({ count: 3, per: MINUTE })
  expect([1, 2, 3, 4].map(() => limiter.take('a', 0))).toEqual([0, 0, 0, 20_000])
  expect(limiter.take('b', 0)).toBe(0)
  expect(limiter.take('a', 19_999)).toBe(1)
  expect(limiter.take('a', 20_000)).toBe(0)
  expect(limiter.take('a', 20_000)).toBe(20_000)
  expect([1, 2, 3, 4].map(() => limiter.take('a', 5 * MINUTE))).toEqual([0, 0, 0, 20_000])
})

test('asking how long takes nothing', () => {
  const limiter = new Limiter({ count: 1, per: MINUTE })
  expect([limiter.wait('a', 0), limiter.wait('a', 0), limiter.take('a', 0), limiter.wait('a', 0)]).toEqual([
    0,
    0,
    0,
    MINUTE,
  ])
})

test('a clock that is set back locks nobody out for longer than the limit itself', () => {
  const limiter = new Limiter({ count: 2, per: MINUTE })
  limiter.take('a', HOUR)
  limiter.take('a', HOUR)
  expect(limiter.wait('a', 0)).toBe(MINUTE / 2)
})

test('memory stays bounded under an attack from everywhere', () => {
  const limiter = new Limiter({ count: 1, per: MINUTE })
  for (let client = 0; client < 500_000; client++) limiter.take(String(client), 0)
  expect(limiter.size).toBeLessThanOrEqual(200_000)
})

test.each([
  ['the peer, when nobody is trusted', [], '192.0.2.1', '10.0.0.9', '192.0.2.1'],
  ['what a trusted proxy says', ['192.0.2.0/24'], '192.0.2.1', '198.51.100.7', '198.51.100.7'],
  [
    'the rightmost that no proxy of ours wrote',
    ['192.0.2.1', '10.0.0.0/8'],
    '192.0.2.1',
    '1.1.1.1, 198.51.100.7, 10.1.1.1',
    '198.51.100.7',
  ],
  ['the proxy, when the header is nonsense', ['192.0.2.1'], '192.0.2.1', 'unknown, _hidden', '192.0.2.1'],
  ['the proxy, when there is no header', ['192.0.2.1'], '192.0.2.1', '', '192.0.2.1'],
  ['an IPv4 address in IPv6 clothes', ['::ffff:192.0.2.1'], '::ffff:192.0.2.1', '::ffff:198.51.100.7', '198.51.100.7'],
  ['a whole IPv6 network', [], '2001:db8:1:2:3:4:5:6', '', '32.1.13.184.0.1.0.2'],
  ['the same IPv6 network', [], '2001:db8:1:2::1', '', '32.1.13.184.0.1.0.2'],
])('a client is %s', async (_, trusted, remoteAddress, forwarded, expected) => {
  const key = clientKey(trusted)
  const app = new Hono<Env>().get('/', (c) => c.text(key(c)))
  const headers = new Headers(forwarded ? { 'x-forwarded-for': forwarded } : [])
  const response = await app.request('/', { headers }, { incoming: { socket: { remoteAddress } } })
  expect(await response.text()).toBe(expected)
})
