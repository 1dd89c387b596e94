import type { FormFault, ManageView, PageContext, SubscribeView } from '../../../src/views.ts'
import { HOSTILE, LONG_WORD } from './hostile.ts'
import { masterCase, pageContext, views } from './samples.ts'

const subscribe = views['/subscribe/'] as SubscribeView
const manage = views['/manage/sample/'] as ManageView
const sent = { scopes: [`incident:${masterCase.id}`], kinds: ['incident'], timeZone: 'Europe/London' }

/** The form that subscribes, sent and not accepted. */
export function refused(faults: FormFault[], address = 'ana@example', scopes = sent.scopes): PageContext {
  return pageContext({ ...subscribe, sent: { ...sent, scopes, address }, faults }, '/subscribe/')
}

/** The same with every field filled. */
export function refusedInFull(): PageContext {
  const room = { channel: 'webhook', address: 'http://hooks.example/a', owner: 'owner@example', isAsked: true }
  const faults: FormFault[] = [{ field: 'room', says: 'room' }]
  return pageContext({ ...subscribe, sent: { ...sent, address: 'ana@example', room }, faults }, '/subscribe/')
}

/** The form that changes a subscription, sent and not accepted. */
export function refusedChange(faults: FormFault[], scopes: string[] = [], kinds: string[] = []): PageContext {
  return pageContext({ ...manage, sent: { scopes, kinds, locale: 'en', timeZone: 'UTC' }, faults }, '/manage/')
}

/** Forms in every state that they can be in. */
export const formCases: Record<string, PageContext> = {
  emptySubscribe: pageContext({ ...subscribe, platforms: [], incidents: [] }),
  mistyped: refused([{ field: 'address', says: 'address' }]),
  nothingAsked: refused(
    [
      { field: 'scope', says: 'nothing' },
      { field: 'kinds', says: 'kinds' },
      { field: 'address', says: 'missing' },
    ],
    '',
    [],
  ),
  vanished: refused([{ field: 'scope', says: 'gone' }], `"${LONG_WORD}" & 'co'@example`),
  hurried: refused([{ field: null, says: 'limited', wait: 180 }]),
  foreignForm: refused([
    { field: null, says: 'elsewhere', addresses: { used: null, own: 'https://status.example.com/subscribe/' } },
  ]),
  strayedForm: refused([
    {
      field: null,
      says: 'elsewhere',
      addresses: { used: 'http://10.0.0.5:8080', own: 'https://status.example.com/subscribe/' },
    },
  ]),
  nothingLeft: refusedChange([
    { field: 'scope', says: 'nothingLeft' },
    { field: 'kinds', says: 'kinds' },
    { field: 'timeZone', says: 'timeZone' },
  ]),
  asked: pageContext({
    kind: 'confirm',
    state: 'asked',
    address: 'ana@example.org',
    follows: [{ scope: { type: 'incident', id: masterCase.id }, name: masterCase.title, kinds: ['incident'] }],
    more: 0,
    incidents: [{ ...masterCase, caseNumber: null, affects: [] }],
    manageUrl: null,
  }),
  askedBoth: pageContext({
    ...{ kind: 'confirm', state: 'asked', address: 'ana@example.org' },
    also: [{ address: `${LONG_WORD}@example.org`, via: `${'x'.repeat(60)}.logic.azure.com/…` }],
    follows: [{ scope: { type: 'all' }, name: null, kinds: ['incident'] }],
    ...{ more: 0, incidents: [], manageUrl: null },
  }),
  connected: pageContext({
    ...{ kind: 'confirm', state: 'done', address: `${LONG_WORD}.logic.azure.com/…`, owned: true },
    follows: [{ scope: { type: 'all' }, name: null, kinds: ['incident'] }],
    ...{ more: 0, incidents: [], manageUrl: '/manage/x' },
  }),
  askedMuch: pageContext({
    kind: 'confirm',
    state: 'asked',
    address: `${LONG_WORD}@example.org`,
    follows: [{ scope: { type: 'platform', id: 'x' }, name: HOSTILE, kinds: ['incident', 'maintenance'] }],
    more: 3,
    incidents: [],
    manageUrl: null,
  }),
}
