import type { Translation } from './en.ts'
import { caseWords } from './es/incident/case.ts'
import { incident } from './es/incident/incident.ts'
import { promise } from './es/incident/promise.ts'
import { promises } from './es/incident/promises.ts'
import { language } from './es/language.ts'
import { maintenance } from './es/maintenance/maintenance.ts'
import { programmes } from './es/maintenance/programmes.ts'
import { rules } from './es/maintenance/rules.ts'
import { feeds } from './es/message/feeds.ts'
import { mail } from './es/message/mail.ts'
import { push } from './es/message/push.ts'
import { rooms } from './es/message/rooms.ts'
import { contact } from './es/organisation/contact.ts'
import { organisation } from './es/organisation/organisation.ts'
import { proofs } from './es/organisation/proofs.ts'
import { platform } from './es/platform.ts'
import { embed } from './es/site/embed.ts'
import { error } from './es/site/error.ts'
import { form } from './es/site/form.ts'
import { history } from './es/site/history.ts'
import { home } from './es/site/home.ts'
import { month } from './es/site/month.ts'
import { page } from './es/site/page.ts'
import { plan } from './es/site/plan.ts'
import { support } from './es/site/support.ts'
import { asked } from './es/subscription/asked.ts'
import { confirm } from './es/subscription/confirm.ts'
import { connect } from './es/subscription/connect.ts'
import { follow } from './es/subscription/follow.ts'
import { manage } from './es/subscription/manage.ts'
import { owned } from './es/subscription/owned.ts'
import { subscribe } from './es/subscription/subscribe.ts'
import { unsubscribe } from './es/subscription/unsubscribe.ts'
import { time } from './es/time.ts'
import { words } from './es/words.ts'

/** The texts in Spanish: European and neutral, so that they are at home in the Americas as well. */
export const es: Translation = {
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
