import type { Translation } from './en.ts'
import { caseWords } from './pt/incident/case.ts'
import { incident } from './pt/incident/incident.ts'
import { promise } from './pt/incident/promise.ts'
import { promises } from './pt/incident/promises.ts'
import { language } from './pt/language.ts'
import { maintenance } from './pt/maintenance/maintenance.ts'
import { programmes } from './pt/maintenance/programmes.ts'
import { rules } from './pt/maintenance/rules.ts'
import { feeds } from './pt/message/feeds.ts'
import { mail } from './pt/message/mail.ts'
import { push } from './pt/message/push.ts'
import { rooms } from './pt/message/rooms.ts'
import { contact } from './pt/organisation/contact.ts'
import { organisation } from './pt/organisation/organisation.ts'
import { proofs } from './pt/organisation/proofs.ts'
import { platform } from './pt/platform.ts'
import { embed } from './pt/site/embed.ts'
import { error } from './pt/site/error.ts'
import { form } from './pt/site/form.ts'
import { history } from './pt/site/history.ts'
import { home } from './pt/site/home.ts'
import { month } from './pt/site/month.ts'
import { page } from './pt/site/page.ts'
import { plan } from './pt/site/plan.ts'
import { support } from './pt/site/support.ts'
import { asked } from './pt/subscription/asked.ts'
import { confirm } from './pt/subscription/confirm.ts'
import { connect } from './pt/subscription/connect.ts'
import { follow } from './pt/subscription/follow.ts'
import { manage } from './pt/subscription/manage.ts'
import { owned } from './pt/subscription/owned.ts'
import { subscribe } from './pt/subscription/subscribe.ts'
import { unsubscribe } from './pt/subscription/unsubscribe.ts'
import { time } from './pt/time.ts'
import { words } from './pt/words.ts'

/** European Portuguese, which addresses its readers formally and without "você". */
export const pt: Translation = {
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
