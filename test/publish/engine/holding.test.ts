import { describe, expect, test } from 'vitest'
import { acceptedEncodings, matches } from '../../../server/publish/serve/negotiate.ts'
import { createPageCache } from '../../../server/publish/store/page-cache.ts'
import { START } from '../../support/clock.ts'

describe('what a client accepts', () => {
  test.each([
    [undefined, []],
    ['', []],
    ['br', ['br']],
    ['gzip, deflate, br, zstd', ['br', 'gzip']],
    ['gzip;q=1.0, br;q=0.5', ['gzip', 'br']],
    ['br;q=0, gzip', ['gzip']],
    ['*', ['br', 'gzip']],
    ['*;q=0', []],
    ['gzip, *;q=0', ['gzip']],
    ['identity', []],
    ['identity;q=0.5, gzip;q=0.1', []],
    ['identity;q=0, gzip;q=0.1', ['gzip']],
    ['GZIP ; Q=0.8', ['gzip']],
    ['x-gzip', ['gzip']],
    ['br;q=nonsense', []],
  ])('"%s" is %j', (header, expected) => {
    expect(acceptedEncodings(header)).toEqual(expected)
  })

  test.each([
    ['"a"', true],
    ['W/"a"', true],
    ['"b", "a"', true],
    ['"b", W/"a" ', true],
    ['*', true],
    ['"b"', false],
    ['a', false],
    ['"a,b"', false],
    [undefined, false],
  ])('If-None-Match %s has it: %s', (header, expected) => {
    expect(matches(header, '"a"')).toBe(expected)
  })
})

describe('what is held in memory', () => {
  const files = new Map([...'abc'].map((name) => [`${name}.json`, Buffer.alloc(100, name)]))
  const folder = { read: (file: string) => files.get(file) ?? null, ageOf: () => 1_000 }

  test('is bounded: the least recently asked for goes first', () => {
    const cache = createPageCache(folder, [], 250)
    for (const file of ['a.json', 'b.json', 'a.json', 'c.json']) cache.get(file)
    expect(['a.json', 'b.json', 'c.json'].filter((file) => cache.has(file))).toEqual(['a.json', 'c.json'])
    expect(cache.bytes()).toBe(200)
  })

  test('only moves on to later editions', () => {
    const cache = createPageCache(folder)
    cache.put('a.json', Buffer.from('new'), 7, START)
    cache.put('a.json', Buffer.from('old'), 6, START)
    expect(cache.get('a.json')?.plain.body.toString()).toBe('new')
    cache.put('a.json', Buffer.from('newer'), 8, START)
    expect(cache.get('a.json')?.plain.body.toString()).toBe('newer')
  })

  test('counts each version as changed a second later than the one before, however fast they come', () => {
    const cache = createPageCache(folder)
    const changed = ['first', 'second'].map((text, n) => cache.put('a.json', Buffer.from(text), n + 1, START))
    expect(changed).toEqual([START / 1_000, START / 1_000 + 1])
    expect(cache.put('b.json', Buffer.from('found older'), 1, 0)).toBe(1_001)
  })

  test('does not take compressed forms of what it no longer holds', () => {
    const cache = createPageCache(folder)
    cache.put('a.json', Buffer.from('new'), 2, START)
    cache.compress('a.json', Buffer.from('old'), { br: Buffer.from('compressed old') })
    expect(cache.get('a.json')?.compressed).toEqual({})
  })
})
