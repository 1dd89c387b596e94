import { confirm } from './en/confirm.ts'
import { error } from './en/error.ts'
import { feeds } from './en/feeds.ts'
import { follow } from './en/follow.ts'
import { history } from './en/history.ts'
import { home } from './en/home.ts'
import { incident } from './en/incident.ts'
import { mail } from './en/mail.ts'
import { maintenance } from './en/maintenance.ts'
import { manage } from './en/manage.ts'
import { page } from './en/page.ts'
import { platform } from './en/platform.ts'
import { programmes } from './en/programmes.ts'
import { promise } from './en/promise.ts'
import { promises } from './en/promises.ts'
import { push } from './en/push.ts'
import { subscribe } from './en/subscribe.ts'
import { support } from './en/support.ts'
import { time } from './en/time.ts'
import { unsubscribe } from './en/unsubscribe.ts'
import { words } from './en/words.ts'

/**
 * One section per noun, one file each. English is the original: its shape is what every other language must fill. Every
 * text is whole, with what varies as its parameters; a page passes `{name}` where an element of its own goes.
 */
export const en = {
  confirm,
  error,
  feeds,
  follow,
  history,
  home,
  incident,
  maintenance,
  mail,
  manage,
  page,
  platform,
  programmes,
  promise,
  promises,
  push,
  subscribe,
  support,
  time,
  unsubscribe,
  words,
}

/** The texts in any language: the same keys, and the same parameters. */
export type Dictionary = Texts<typeof en>

type Texts<T> = T extends (...given: infer Given) => string
  ? (...given: Given) => string
  : T extends string
    ? string
    : { [Key in keyof T]: Texts<T[Key]> }
