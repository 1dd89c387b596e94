import type { Purpose } from '../../../../../server/domain/contact/contact.ts'
import type { Gap, Lack } from '../../../../../server/domain/contact/coverage.ts'

const oneOf = new Intl.ListFormat('en', { type: 'disjunction' })
const PURPOSE: Record<Purpose, string> = {
  master_case: 'Master cases',
  maintenance: 'Maintenance',
  escalation: 'Escalations',
}

/** Customers without a working contact, and the mail that asks for one. */
export const coverage = {
  title: 'Without a working contact',
  lead: {
    promised:
      'These customers use our platforms, and something that we promised to tell them reaches nobody for certain. Write to them, and enter whom they name.',
    all: 'These customers use our platforms, and have nobody for certain whom we can tell of something that we promised, or call in an escalation. Write to them, and enter whom they name.',
  },
  none: {
    promised: 'Every customer that uses our platforms has somebody who can be told of master cases and of maintenance.',
    all: 'Every customer that uses our platforms has somebody who can be told of master cases and of maintenance, and called in an escalation.',
  },
  showAll: (count: number) => `Also those without anybody for escalations (${count})`,
  showPromised: 'Only those whom a promised message may not reach',
  all: 'All organisations',
  more: 'More',
  number: (number: string) => `No. ${number}`,
  purpose: PURPOSE,
  lack: {
    none: 'nobody is named',
    bounced: 'mail to everybody named comes back',
    suppressed: 'nothing is sent to those named any more',
    unconfirmed: 'nobody has said for a year that it is still right',
  } satisfies Record<Lack, string>,
  gap: (purpose: string, lack: string) => `${purpose}: ${lack}`,
  asked: (who: string, time: string) => `Asked by ${who}, ${time}`,
  askFold: (name: string) => `Ask ${name} to name somebody`,
  to: (addresses: string) => `To ${addresses}`,
  toNobody: 'No address of theirs works: you have to know somebody there, or telephone.',
  namedNobody: 'It has named nobody we could write to: you have to know somebody there, or telephone.',
  open: 'Open in your mail program',
  text: 'The mail',
  sent: 'I have asked them',
  noted: (name: string) => `It is noted that you asked ${name}.`,
  /** The mail itself, as a person of the desk sends it. */
  mail: {
    subject: (name: string) => `${name}: whom may we tell?`,
    body: ({ gaps, ...fields }: { name: string; provider: string; gaps: readonly Gap[]; link: string }) => `Good day,

${fields.provider} has promised to tell ${fields.name} when one problem affects several customers (a master case: at once, and at least every hour until it is over), and when maintenance is planned on what you use. These messages go to the main points of contact that you name. In an escalation we call those whom you name for it.

What we have on record:
${gaps.map(({ purpose, lack }) => `- ${PURPOSE[purpose]}: ${coverage.lack[lack]}`).join('\n')}

Please answer this mail${gaps.some(({ lack }) => lack === 'unconfirmed') ? ', say whether what we have is still right,' : ''} and name, for each person: name, title, e-mail, telephone; whether this is the primary contact or a backup; and what for: master cases, maintenance, or your own list for escalations. ${untilThen(fields.name, gaps)}

What a main point of contact is: ${fields.link}

Kind regards
${fields.provider}`,
  },
}

/** What goes wrong until somebody is named: nothing, where what is on record is only old. */
function untilThen(name: string, gaps: readonly Gap[]): string {
  const lost = gaps.filter(({ lack }) => lack !== 'unconfirmed').map(({ purpose }) => purpose)
  const untold = lost.filter((purpose) => purpose !== 'escalation').map((purpose) => PURPOSE[purpose].toLowerCase())
  const says = [
    ...(untold.length > 0 ? [`nobody at ${name} hears of ${oneOf.format(untold)}`] : []),
    ...(lost.includes('escalation') ? ['we do not know whom to call in an escalation'] : []),
  ]
  return `Until then ${says.length > 0 ? says.join(', and ') : 'we go on with those whom we have on record'}.`
}
