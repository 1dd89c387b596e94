import { createECDH } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import webpush from 'web-push'
import { loadConfig } from '../../server/config/index.ts'
import { vapidKeyProblem } from '../../server/config/vapid-keys.ts'

const [one, other] = [webpush.generateVAPIDKeys(), webpush.generateVAPIDKeys()]
const base64url = (...bytes: number[]) => Buffer.from(bytes).toString('base64url')
const filled = (length: number, by: number) => Array.from({ length }, () => by)

describe('the keys for push services', () => {
  test.each<[string, { publicKey: string; privateKey: string }, RegExp]>([
    ['of two pairs', { ...one, privateKey: other.privateKey }, /^VAPID_PRIVATE_KEY belongs to another key/],
    ['of zeros', { ...one, publicKey: base64url(...filled(65, 0)) }, /^VAPID_PUBLIC_KEY is no public key/],
    ['off the curve', { ...one, publicKey: base64url(4, ...filled(64, 7)) }, /^VAPID_PUBLIC_KEY is no public key/],
    ['with a private key of zeros', { ...one, privateKey: base64url(...filled(32, 0)) }, /^VAPID_PRIVATE_KEY is no/],
    ['beyond the curve', { ...one, privateKey: base64url(...filled(32, 255)) }, /^VAPID_PRIVATE_KEY is no/],
    ['compressed', { ...one, publicKey: compressed(one.publicKey) }, /^VAPID_PUBLIC_KEY is no public key/],
  ])('%s stop the start, in words', (_, keys, words) => {
    expect(vapidKeyProblem(keys)).toMatch(words)
    if (keys.publicKey.length !== 87) return
    const environment = { VAPID_PUBLIC_KEY: keys.publicKey, VAPID_PRIVATE_KEY: keys.privateKey }
    expect(() => loadConfig(environment)).toThrow(/VAPID_P.*Set both to one pair, or neither/)
  })

  test('of one pair are taken, as web-push and OpenSSL make them', () => {
    expect([one, other].map(vapidKeyProblem)).toEqual([null, null])
    const ecdh = createECDH('prime256v1')
    const publicKey = ecdh.generateKeys('base64url')
    const privateKey = Buffer.from(ecdh.getPrivateKey('hex').padStart(64, '0'), 'hex').toString('base64url')
    expect(loadConfig({ VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey }).vapidKeys).toEqual({
      publicKey,
      privateKey,
    })
  })
})

function compressed(publicKey: string): string {
  const point = Buffer.from(publicKey, 'base64url')
  return Buffer.concat([Buffer.from([2]), point.subarray(1, 33)]).toString('base64url')
}
