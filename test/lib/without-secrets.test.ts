import { describe, expect, test } from 'vitest'
import { accountToken, confirmToken, manageToken, owedToken, unsubscribeToken } from '../../server/lib/links.ts'
import { withoutSecrets } from '../../server/lib/without-secrets.ts'
import { processorTime } from '../support/processor.ts'

const SECRET = 'a secret of the tests'

describe("a provider's reason keeps nothing that looks like a secret", () => {
  test.each([
    ['API key re_8aXq2LmN_4kTz9Wb7Yc1PvRd is invalid', 'API key [hidden] is invalid'],
    ['token stp_k3jx0a9b2c1d_Qm9vc3RlZFRva2VuMTIz was refused', 'token [hidden] was refused'],
    ['key whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'key [hidden]'],
    ['sent Authorization: Bearer abcdef123456, refused', 'sent Authorization: [hidden]'],
    ['{"authorization":"Basic dXNlcjpwYXNz"}', '{"authorization": [hidden]'],
    ['401 for bearer abc123def456ghi', '401 for bearer [hidden]'],
    ['vapid t=eyJhbGciOi.eyJhdWQiOi.c2ln, k=BAxyz', 'vapid [hidden]'],
    ['cannot reach smtp://user:pa@ss@mail.example.com:25', 'cannot reach smtp://[hidden]@mail.example.com:25'],
    ['535 after AUTH PLAIN AGRlc2sAcGFzcw==', '535 after AUTH PLAIN [hidden]'],
    [
      'POST https://hooks.example.com/x?sig=Ab-1_&token=zz&n=1',
      'POST https://hooks.example.com/x?sig=[hidden]&token=[hidden]&n=1',
    ],
    ['"password": "hunter"', '"password": "[hidden]"'],
    ['client_secret=hunter rejected', 'client_secret=[hidden] rejected'],
    ['X-Amz-Signature=fe5f80', 'X-Amz-Signature=[hidden]'],
    ['jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dBjftJeZ4CVP', 'jwt [hidden]'],
    ['id 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b', 'id [hidden]'],
    [
      'https://push.example.com/send/dQw4w9WgXcQ:APA91bHPRgkF3JUikC4ENAHEeMrd41Zxv3hVZjC9KtT8OvPVGJ',
      'https://push.example.[hidden]:[hidden]',
    ],
    ["recipients rosa@example.com,o'lee@example.org", 'recipients …@example.com,…@example.org'],
    ['550 5.1.1 <rosa.lee+status@mail.example.com> unknown', '550 5.1.1 <…@mail.example.com> unknown'],
  ])('%s', (said, kept) => {
    expect(withoutSecrets(said)).toBe(kept)
  })

  test.each([
    ['manage', manageToken(SECRET, { id: 'k3jx0a9b2c1d', linkGeneration: 1 })],
    ['unsubscribe', unsubscribeToken(SECRET, 'k3jx0a9b2c1d')],
    ['confirm', confirmToken(SECRET, 'k3jx0a9b2c1d', 1_790_000_000_000)],
    ['owed', owedToken(SECRET, 'k3jx0a9b2c1d', 4711)],
    ['staff/setup', accountToken(SECRET, 'a seed')],
  ])('our own link to %s, with its address and without', (page, token) => {
    expect(withoutSecrets(`spam: https://status.example.com/${page}/${token} found`)).toBe(
      `spam: https://status.example.com/${page}/[hidden] found`,
    )
    expect(withoutSecrets(`spam: ${token} found`)).toBe('spam: [hidden] found')
  })
})

describe('what an operator needs stays', () => {
  test.each([
    'Resend: invalid_api_key: API key is invalid',
    'Resend: concurrent_idempotent_requests: Same idempotency key used while original request is still in progress',
    'Resend: validation_error: The status.example.com domain is not verified. Please, add and verify your domain',
    'SMTP: 550 5.7.1 Message refused by policy: https://support.example.com/docs/errors/2026-spam-policy',
    'SMTP: connect ECONNREFUSED 203.0.113.7:587',
    'SMTP: 421 4.7.0 Try again later, closing connection',
    'Web push: 410 {"reason":"Unregistered"}',
    'authentication failed',
    'Token expired',
  ])('%s', (said) => {
    expect(withoutSecrets(said)).toBe(said)
  })
})

test('a reason is one short line without control characters, read in no time however long it was', async () => {
  expect(withoutSecrets('550\u0007 no\r\n  such\tuser\u202e')).toBe('550 no such user')
  const took = await processorTime(() => {
    for (const piece of ['a', 'a@', '://a', 'key=', '\u0301', ' =', '1a-', 'eyJ.', 'password: '])
      expect(withoutSecrets(piece.repeat(1_000_000)).length).toBeLessThanOrEqual(500)
  })
  expect(took).toBeLessThan(1_000)
})
