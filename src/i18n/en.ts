import { caseWords } from './en/incident/case.ts'
import { incident } from './en/incident/incident.ts'
import { promise } from './en/incident/promise.ts'
import { promises } from './en/incident/promises.ts'
import { language } from './en/language.ts'
import { maintenance } from './en/maintenance/maintenance.ts'
import { programmes } from './en/maintenance/programmes.ts'
import { rules } from './en/maintenance/rules.ts'
import { feeds } from './en/message/feeds.ts'
import { mail } from './en/message/mail.ts'
import { push } from './en/message/push.ts'
import { rooms } from './en/message/rooms.ts'
import { contact } from './en/organisation/contact.ts'
import { organisation } from './en/organisation/organisation.ts'
import { proofs } from './en/organisation/proofs.ts'
import { platform } from './en/platform.ts'
import { embed } from './en/site/embed.ts'
import { error } from './en/site/error.ts'
import { form } from './en/site/form.ts'
import { history } from './en/site/history.ts'
import { home } from './en/site/home.ts'
import { month } from './en/site/month.ts'
import { page } from './en/site/page.ts'
import { plan } from './en/site/plan.ts'
import { support } from './en/site/support.ts'
import { asked } from './en/subscription/asked.ts'
import { confirm } from './en/subscription/confirm.ts'
import { connect } from './en/subscription/connect.ts'
import { follow } from './en/subscription/follow.ts'
import { manage } from './en/subscription/manage.ts'
import { owned } from './en/subscription/owned.ts'
import { subscribe } from './en/subscription/subscribe.ts'
import { unsubscribe } from './en/subscription/unsubscribe.ts'
import { time } from './en/time.ts'
import { words } from './en/words.ts'

/**
 * One section per noun, one file each. English is the original: its shape is what every other language must fill. Every
 * text is whole, with what varies as its parameters; a page passes `{name}` where an element of its own goes.
 */
export const en = {
  asked,
  caseWords,
  confirm,
  connect,
  contact,
  embed,
  error,
  feeds,
  follow,
  form,
  history,
  home,
  incident,
  language,
  maintenance,
  mail,
  manage,
  month,
  organisation,
  owned,
  page,
  plan,
  platform,
  programmes,
  promise,
  promises,
  proofs,
  push,
  rooms,
  rules,
  subscribe,
  support,
  time,
  unsubscribe,
  words,
}

/** The texts in any language: the same keys, and the same parameters. */
export type Translation = Texts<typeof en>

type Texts<T> = T extends (...given: infer Given) => string
  ? (...given: Given) => string
  : T extends string
    ? string extends T
      ? string
      : T
    : { [Key in keyof T]: Texts<T[Key]> }
