import type { ConsoleView } from '../../../../src/views.ts'

const AT = Date.parse('2026-11-22T20:42:00Z')
const HOUR = 3_600_000
const ADA = { name: 'Ada Quill', role: 'admin' } as const
const frame = { me: ADA, faults: [] }

const person = (id: string, name: string, role: 'reporter' | 'agent' | 'lead' | 'admin', more: object = {}) => ({
  ...{ id, name, role, email: `${name.toLowerCase().replaceAll(' ', '.')}@northline-communications.example` },
  ...{
    isReady: true,
    hasSecondFactor: false,
    isBreakGlass: false,
    disabledAt: null,
    sessions: 0,
    isMe: false,
    mail: null,
  },
  ...{ tokens: [], revokedTokens: [] },
  ...more,
})

const PASSKEY = { id: 'p', name: 'Work laptop', madeAt: AT - 900 * HOUR, usedAt: AT - HOUR, sessions: 3, isThis: true }
const OWN = { ...frame, email: 'ada.quill@northline.example' }

/** Signing in, one's own account, people and tokens. */
export const accountViews: Record<string, ConsoleView> = {
  '/staff/sign-in/code/': {
    ...{ kind: 'console/entry/code', me: null, ticket: 'sealed', next: '/staff/', kept: null },
    faults: [{ field: 'code', says: 'is wrong, or was used before: wait for the next one' }],
  },
  '/staff/forgotten/': {
    ...{ kind: 'console/entry/forgotten', me: null, email: 'ada', isAsked: false },
    faults: [{ field: 'email', says: 'must be an e-mail address' }],
  },
  '/staff/forgotten/asked/': { kind: 'console/entry/forgotten', me: null, faults: [], email: '', isAsked: true },
  '/staff/forgotten/here/': {
    ...{ kind: 'console/entry/forgotten', me: null, faults: [], email: '', isAsked: false, mailStays: true },
  },
  '/staff/account/': {
    ...{ ...frame, kind: 'console/account', email: 'ada.quill@northline.example', hasPassword: true, isVisitor: false },
    ...{ hasSecondFactor: true, needsFactor: true, codesLeft: 9, done: 'sessions', knowsPasskeys: true },
    passkeys: [PASSKEY, { ...PASSKEY, id: 'q', name: 'x'.repeat(60), usedAt: null, sessions: 0, isThis: false }],
    sessions: [
      { id: 'a', browser: 'Safari on iPhone', since: AT - HOUR, seenAt: AT, isThis: true },
      { id: 'b', browser: 'Firefox on Windows', since: AT - 3 * HOUR, seenAt: AT - 2 * HOUR, isThis: false },
    ],
  },
  '/staff/account/factor/': {
    ...{ ...frame, kind: 'console/factor', email: 'ada.quill@northline.example', codes: [] },
    ...{ isNeeded: true, hasPassword: true },
    secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
    link: 'otpauth://totp/Northline:ada.quill@northline.example?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  },
  '/staff/account/factor/codes/': {
    ...{ ...frame, kind: 'console/factor', email: 'ada.quill@northline.example', secret: null, link: null },
    ...{ isNeeded: true, hasPassword: true },
    codes: Array.from({ length: 10 }, (_, n) => `k3vq-9hmx-2wpd-ze${n}t`),
  },
  '/staff/account/passkeys/new/': {
    ...{ ...OWN, kind: 'console/passkeys/new', name: 'x'.repeat(60), options: null },
    faults: [{ field: 'name', says: 'is what another of your passkeys is called' }],
  },
  '/staff/account/passkeys/made/': { ...OWN, kind: 'console/passkeys/new', name: 'Work laptop', options: '{}' },
  '/staff/account/passkeys/p/': { ...OWN, kind: 'console/passkeys/remove', passkey: PASSKEY },
  '/staff/people/': {
    ...{ ...frame, kind: 'console/people', typed: { email: '', name: '', role: 'agent', mail: true }, about: 'c' },
    mails: true,
    pressed: 'disable',
    provider: 'Microsoft',
    chosen: null,
    people: [
      person('a', 'Ada Quill', 'admin', { isMe: true, sessions: 2, hasSecondFactor: true, isBreakGlass: true }),
      person('b', 'Bartholomew Featherstonehaugh-Cholmondeley', 'lead', {
        ...{ isReady: false, mail: { state: 'failed', why: 'SMTP: 550 5.1.1 …@northline.example: no such mailbox' } },
      }),
      person('c', 'Rosa Lind', 'agent', {
        ...{
          sessions: 1,
          hasSecondFactor: true,
          tokens: [
            { name: 'monitoring', role: 'reporter' },
            { name: 'ticket bridge', role: 'agent' },
          ],
        },
      }),
      person('d', 'Tom Ash', 'agent', {
        disabledAt: AT,
        tokens: [{ name: 'older', role: 'agent' }],
        revokedTokens: ['wallboard'],
      }),
    ],
    link: { name: 'Rosa Lind', url: `https://status.northline.example/staff/setup/${'x'.repeat(43)}`, mailed: true },
  },
  '/staff/mail/': {
    ...{
      ...frame,
      me: { ...ADA, mailbox: true },
      kind: 'console/mailbox/mails',
      newer: null,
      older: '/staff/mail/?page=2',
    },
    mails: [
      {
        ...{
          href: '/staff/mail/20261122T204200Z-1-a.eml',
          to: `a.very.long.address.of.somebody@${'x'.repeat(50)}.example`,
        },
        ...{ subject: '[P1] Outbound calls in Denver fail: investigating', sentAt: AT - HOUR },
      },
      { href: '/staff/mail/20261122T204100Z-1-a.eml', to: 'alice@customer.example', subject: '', sentAt: null },
    ],
  },
  '/staff/mail/?page=0': { ...frame, kind: 'console/mailbox/mails', mails: [], newer: null, older: null },
  '/staff/mail/20261122T204200Z-1-a.eml': {
    ...{ ...frame, kind: 'console/mailbox/mail', frame: '/staff/mail/20261122T204200Z-1-a.eml/html' },
    mail: {
      ...{ from: 'Northline status <status@northline.example>', to: 'alice@customer.example' },
      ...{ subject: '[P1] Outbound calls in Denver fail: investigating', sentAt: AT - HOUR },
    },
    file: '/staff/mail/20261122T204200Z-1-a.eml/raw',
    text: [
      { words: 'Calls out of Denver fail.\n\n', isLink: false },
      { words: `https://status.northline.example/incidents/abc/#${'y'.repeat(80)}`, isLink: true },
    ],
    headers: [{ name: 'dkim-signature', value: 'z'.repeat(300) }],
  },
  '/staff/tokens/': {
    ...{ ...frame, kind: 'console/tokens', typed: { name: '', role: 'agent', days: 365 } },
    tokens: [
      { id: 'a', name: 'monitoring', role: 'reporter', lastUsedAt: AT - HOUR, expiresAt: null },
      { id: 'b', name: 'ticket bridge', role: 'agent', lastUsedAt: null, expiresAt: AT + 90 * 24 * HOUR },
    ],
    made: { name: 'ticket bridge', token: `stp_abcdefghijkl_${'y'.repeat(43)}` },
  },
}
