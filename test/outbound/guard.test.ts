import type { LookupAddress } from 'node:dns'
import { once } from 'node:events'
import { createServer, isIP, type Server } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hostOf, judgeUrl } from '../../server/outbound/judge.ts'
import { guardedLookup } from '../../server/outbound/lookup.ts'
import { createPost } from '../../server/outbound/post.ts'
import { type Hostile, hostileAddresses, hostileNames } from '../support/outside/hostile-addresses.ts'

/** A server at an address of this machine that counts who reaches it, on a port that may be asked for. */
const part = () => 2 + Math.floor(Math.random() * 250)
const INSIDE = `127.${part()}.${part()}.${part()}`
let canary: Server
let reached = 0
beforeAll(async () => {
  canary = createServer((socket) => {
    reached++
    socket.destroy()
  })
  canary.listen(8443, INSIDE)
  await once(canary, 'listening')
})
afterAll(() => canary.close())

/** A DNS that says the answers in turn, the last one for good. */
function dns(answers: readonly (readonly string[])[] = []) {
  let asked = 0
  return async (): Promise<LookupAddress[]> => {
    const found = answers[Math.min(asked++, answers.length - 1)] ?? []
    return found.map((address) => ({ address, family: isIP(address) }))
  }
}

const REQUEST = { headers: {}, body: '{}', signal: new AbortController().signal }
const named = (all: Hostile[]) => all.map((hostile) => [hostile.what, hostile] as const)
const addresses = hostileAddresses(INSIDE)
const names = hostileNames(INSIDE)

describe('the way out', () => {
  test('is tried with more than eighty addresses', () => {
    expect(new Set([...addresses, ...names].map(({ url, dns }) => url + dns?.join('|'))).size).toBeGreaterThan(80)
  })

  test.each(named(addresses))('leads nowhere by %s', async (_, { url }) => {
    const before = reached
    const post = createPost({ allowed: [], find: dns([[INSIDE]]) })
    expect(await post(url, REQUEST)).toMatchObject({ failure: expect.stringMatching(/^not sent: the address must /) })
    expect(reached).toBe(before)
  })

  test.each(named(names))('leads nowhere by %s, nor when asked again', async (_, { url, dns: answers }) => {
    expect(judgeUrl(url, [])).toBeInstanceOf(URL)
    const before = reached
    const post = createPost({ allowed: [], find: dns(answers) })
    for (const _ of [1, 2])
      expect(await post(url, REQUEST)).toMatchObject({ failure: 'no public address of this name was found' })
    expect(reached).toBe(before)
  })

  test('connects to the very address that was judged: a name that leads inside a moment later does not get there', async () => {
    const lookup = guardedLookup([], dns([['203.0.114.7'], [INSIDE]]))
    const ask = (all: boolean) =>
      new Promise((resolve) => lookup('hooks.customer.example', { all }, (error, found) => resolve(error ?? found)))
    expect(await ask(false)).toBe('203.0.114.7')
    expect(await ask(true)).toBeInstanceOf(Error)
  })

  test('is open to what the operator allows, so that the others were closed by judgement', async () => {
    const before = reached
    await createPost({ allowed: [`${INSIDE}/32`], find: dns([[INSIDE]]) })(
      'https://hooks.customer.example:8443/',
      REQUEST,
    )
    await createPost({ allowed: [INSIDE] })(`http://${INSIDE}:8443/`, REQUEST)
    await createPost({ allowed: [INSIDE] })(`https://[64:ff9b::${INSIDE}]:8443/`, {
      ...REQUEST,
      signal: AbortSignal.abort(),
    })
    expect(reached).toBe(before + 2)
  })
})

describe('an address', () => {
  const why = (url: string, allowed: string[] = []) => {
    const judged = judgeUrl(url, allowed)
    return judged instanceof URL ? judged.href : judged.why
  }

  test.each([
    ['https://hooks.customer.example', 'https://hooks.customer.example/'],
    ['https://HOOKS.customer.example:443/a?b=c#d', 'https://hooks.customer.example/a?b=c'],
    ['https://hooks.customer.example:8443/a', 'https://hooks.customer.example:8443/a'],
    ['https://exämple.com/', 'https://xn--exmple-cua.com/'],
    ['https://8.8.8.8/', 'https://8.8.8.8/'],
    ['https://[2606:4700::1111]/', 'https://[2606:4700::1111]/'],
    ['https://[64:ff9b::808:808]/', 'https://[64:ff9b::808:808]/'],
  ])('is taken: %s', (url, taken) => {
    expect(why(url)).toBe(taken)
  })

  test('may be private, by http and on any port, where the operator names its host or its network', () => {
    expect(why('http://hooks.internal:8080/x', ['hooks.internal'])).toBe('http://hooks.internal:8080/x')
    expect(why('http://10.1.2.3:8080/x', ['10.0.0.0/8'])).toBe('http://10.1.2.3:8080/x')
    expect(why('http://[::ffff:10.1.2.3]:8080/x', ['10.0.0.0/8'])).toBe('http://[::ffff:a01:203]:8080/x')
    expect(why('http://[fd00::7]/', ['10.0.0.0/8', 'fd00::/8'])).toBe('http://[fd00::7]/')
  })

  test('is not allowed by what is allowed beside it', () => {
    expect(why('http://11.1.2.3/', ['10.0.0.0/8', 'fd00::/8', 'hooks.internal'])).toBe('must begin with https://')
    expect(why('https://other.hooks.internal/', ['hooks.internal'])).toBe('must be on the public Internet')
    expect(why('ftp://hooks.internal/', ['hooks.internal'])).toBe('must begin with https://')
    expect(why('http://me@hooks.internal/', ['hooks.internal'])).toBe('must not contain a user name or password')
  })

  test('of IPv6 is told without brackets', () => {
    expect(hostOf(new URL('https://[::1]/'))).toBe('::1')
  })
})
