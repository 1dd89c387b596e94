import type { CallChannel, CallResult } from '../../../../../server/domain/contact/contact.ts'

const count = new Intl.NumberFormat('en')
const customers = (n: number) => (n === 1 ? 'one customer' : `${count.format(n)} customers`)
const people = (n: number) => (n === 1 ? 'one main contact' : `${count.format(n)} main contacts`)

/** The customers of an incident or a window: who of them was told, and who can be called. */
export const told = {
  title: 'Customers',
  titleOf: (title: string) => `Customers: ${title}`,
  back: 'Back',
  nobody: 'It concerns no customer on record.',
  concerns: (n: number) => `It concerns ${customers(n)}.`,
  reaches: (n: number) =>
    `${people(n)[0]?.toUpperCase()}${people(n).slice(1)} of theirs ${n === 1 ? 'is' : 'are'} told of each update.`,
  notPromised: 'It is no master case: their main contacts are not told.',
  noLonger: 'It is no master case any more: their main contacts are told no more.',
  untold: (n: number) =>
    `${customers(n)[0]?.toUpperCase()}${customers(n).slice(1)} ${n === 1 ? 'has' : 'have'} nobody who can be told.`,
  showUntold: 'Show only these',
  showAll: 'Show all',
  /** In the composer: whom a post reaches beside its followers. */
  outlook: (organisations: number, contacts: number, untold: number) =>
    `It concerns ${customers(organisations)}: ${people(contacts)} ${contacts === 1 ? 'is' : 'are'} told${untold === 0 ? '' : `, and ${customers(untold)} ${untold === 1 ? 'has' : 'have'} nobody who can be told`}.`,
  touches: (n: number) =>
    `${customers(n)[0]?.toUpperCase()}${customers(n).slice(1)} ${n === 1 ? 'uses' : 'use'} these platforms. Their main contacts are told of master cases only.`,
  proof: 'Proof of notice (CSV)',
  nothingTold: 'Nobody of it was told so far.',
  cannotTell: 'Nobody of it can be told by mail.',
  erased: 'somebody who was erased',
  backup: 'backup',
  times: (n: number) => (n === 1 ? 'one message' : `${count.format(n)} messages`),
  last: (what: string, time: string) => `last: ${what}, ${time}`,
  escalation: 'Its own list for escalations: told by hand',
  noEscalation: 'It has named nobody for escalations.',
  note: 'Note that you told',
  noteOf: (name: string) => `Note that you told ${name}`,
  channel: { phone: 'By telephone', email: 'By e-mail', chat: 'By chat', in_person: 'In person' } satisfies Record<
    CallChannel,
    string
  >,
  result: { reached: 'Reached', message_left: 'Left a message', not_reached: 'Not reached' } satisfies Record<
    CallResult,
    string
  >,
  labels: { channel: 'How', result: 'What came of it', note: 'Note for the desk', contact: 'Who' },
  save: 'Note it',
  noted: 'It is noted.',
  called: (who: string, how: string, result: string) => `${who}, ${how}: ${result}`,
  calledBy: (who: string, time: string) => `${who}, ${time}`,
  more: 'More',
}
