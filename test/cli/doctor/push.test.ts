import { expect, test } from 'vitest'
import webpush from 'web-push'
import { settingSteps } from '../../../server/cli/doctor/first/settings.ts'
import { pushFindings } from '../../../server/cli/doctor/push.ts'
import { loadConfig } from '../../../server/config/index.ts'

const { publicKey, privateKey } = webpush.generateVAPIDKeys()

/** What the doctor says of the contact, by level. */
async function said(PUBLIC_URL: string, VAPID_SUBJECT = ''): Promise<string[]> {
  const keys = { VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey }
  const config = loadConfig({ ...keys, PUBLIC_URL, VAPID_SUBJECT })
  const findings = await pushFindings({ config, db: null, now: 0 })
  return findings.filter(({ text }) => text.includes('contact')).map(({ level, text }) => `${level} ${text}`)
}

const nobodys = (contact: string) => [
  `warn push: the contact for push services, ${contact}, is a made-up one: its domain is reserved for examples`,
]

test.each([
  ['http://10.0.0.5', '', 'mailto:status@status.example.com'],
  ['http://status.intranet.local', '', 'mailto:status@status.example.com'],
  ['https://203.0.113.7.nip.io', 'mailto:desk@example.com', 'mailto:desk@example.com'],
  ['https://203.0.113.7.nip.io', 'mailto:desk@mail.EXAMPLE.org', 'mailto:desk@mail.EXAMPLE.org'],
  ['https://203.0.113.7.nip.io', 'https://status.example.net', 'https://status.example.net'],
  ['https://203.0.113.7.nip.io', 'https://northline.example', 'https://northline.example'],
  ['https://203.0.113.7.nip.io', 'https://northline.test/desk', 'https://northline.test/desk'],
])('the doctor of %s warns of a contact for push services that is nobody: %s', async (url, subject, contact) => {
  expect(await said(url, subject)).toEqual(nobodys(contact))
})

test.each([
  ['https://203.0.113.7.nip.io', 'https://203.0.113.7.nip.io'],
  ['http://203.0.113.7.nip.io', 'mailto:status@203.0.113.7.nip.io'],
  // Examples, and what only this machine reads, may have an example's.
  ['https://status.example.com', 'https://status.example.com'],
  ['http://127.0.0.1:8080', 'mailto:status@status.example.com'],
  ['http://localhost:8080', 'mailto:status@status.example.com'],
])('the doctor of %s takes the contact %s', async (url, contact) => {
  expect(await said(url)).toEqual([
    `ok push: keys ready (from VAPID_PUBLIC_KEY and VAPID_PRIVATE_KEY), contact ${contact}`,
  ])
})

test('the first steps are not done with a contact that is nobody', () => {
  const isDone = (VAPID_SUBJECT: string) => {
    const config = loadConfig({ PUBLIC_URL: 'https://203.0.113.7.nip.io', VAPID_SUBJECT })
    return settingSteps({ config, now: 0 }, false).push.isDone
  }
  expect([isDone('mailto:desk@example.com'), isDone('mailto:desk@203.0.113.7.nip.io')]).toEqual([false, true])
})
