import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { signedHeaders } from '../../server/channels/webhook/sign.ts'
import { newSigningSecret } from '../../server/lib/secret/sealed-address.ts'

type Check = (secret: string, headers: Record<string, string>, body: string) => boolean

test('the sample of docs/webhooks.md knows our messages, and refuses all else without failing', async () => {
  const [, code = ''] = /```js\n(.*?)```/s.exec(readFileSync('docs/webhooks.md', 'utf8')) ?? []
  const sample = `data:text/javascript,${encodeURIComponent(`${code}\nexport { isOurs }`)}`
  const { isOurs }: { isOurs: Check } = await import(/* @vite-ignore */ sample)
  const [secret, body] = [newSigningSecret(), '{"type":"test"}']
  const signed = (now: number) => signedHeaders('evt_1', body, [{ secret, until: null }], now)
  const headers = signed(Date.now())
  expect(isOurs(secret, headers, body)).toBe(true)
  expect(isOurs(newSigningSecret(), headers, body)).toBe(false)
  expect(isOurs(secret, headers, `${body} `)).toBe(false)
  expect(isOurs(secret, signed(Date.now() - 600_000), body)).toBe(false)
  for (const name of Object.keys(headers)) {
    const { [name]: _, ...without } = headers
    expect(isOurs(secret, without, body), name).toBe(false)
  }
  expect(isOurs(secret, {}, body)).toBe(false)
})
