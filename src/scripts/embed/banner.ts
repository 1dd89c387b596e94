/**
 * A bar on somebody else's page. The build makes it small and puts it into `dist/banner.js`; the publisher calls it with the
 * site's words, as `/embed/banner.js`. It needs nothing of that page but `script-src` and `connect-src` for where it came
 * from: its styles are constructed, no markup is parsed, and no text is run. See docs/embedding.md.
 */

import { zoneNameAt } from '../../../server/domain/time/zone-name.ts?banner'
import styles from '../../styles/banner.css?inline'
import type { BannerData, BannerGiven, BannerLine, BannerWords } from '../../views/embed.ts'

/** The publisher puts the site's words here. */
declare const GIVEN: BannerGiven

interface Row {
  kind: 'incidents' | 'maintenance'
  key: string
  title: string
  lang: string
  href: string
  facts: string[]
}

/** So many lines at most; one more says how many there are beside them. */
const LINES = 3

banner(GIVEN, document.currentScript as HTMLScriptElement | null)

function banner({ name, first, words }: BannerGiven, script: HTMLScriptElement | null) {
  if (!script?.src) return
  const MINUTE = 60_000
  const base = new URL('..', script.src)
  const { lang, platforms = '' } = script.dataset
  const wanted: string[] = platforms.match(/[^\s,]+/g) ?? []
  const locale = [lang, document.documentElement.lang, first]
    .map((tag = '') => tag.toLowerCase().split(/[-_]/)[0] ?? '')
    .find((tag) => words[tag]?.[0]) as string
  const [tag, dir, path, label, incident, maintenance, since, ends, asOf, next, late, closing, more] = words[
    locale
  ] as BannerWords

  const fill = <E extends Element>(made: E, attributes: Record<string, string>, ...content: (Node | string)[]) => {
    for (const name in attributes) made.setAttribute(name, attributes[name] as string)
    made.append(...content)
    return made
  }
  const element = <N extends keyof HTMLElementTagNameMap>(
    name: N,
    attributes: Record<string, string>,
    ...content: (Node | string)[]
  ) => fill(document.createElement(name), attributes, ...content)
  const put = (text: string, value: string) => text.replace('{}', () => value)

  const host = element('div', {})
  const root = host.attachShadow({ mode: 'open' })
  const list = element('ul', { role: 'list' })
  root.append(element('section', { role: 'region', 'aria-label': put(label, name), lang: tag, dir }, list))
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(styles)
  root.adoptedStyleSheets = [sheet]

  const KINDS = {
    incidents: { says: incident, shape: 'M7.5 1.5h9l6 6v9l-6 6h-9l-6-6v-9zM11 6v8h2V6zm0 10v2h2v-2z' },
    maintenance: { says: maintenance, shape: 'M2 2h20v20H2zM8 7v10h3V7zm5 0v10h3V7z' },
  }
  const drawn = (name: string, attributes: Record<string, string>, ...content: Node[]) =>
    fill(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, ...content)

  // What the reader has closed, in this tab; where nothing may be kept, until the page is left.
  const closed = new Set<string>()
  const isClosed = (key: string) => {
    try {
      return closed.has(key) || sessionStorage.getItem(key)
    } catch {
      return false
    }
  }
  const close = (key: string) => {
    closed.add(key)
    try {
      sessionStorage.setItem(key, '1')
    } catch {}
    show()
    root.querySelector('button')?.focus()
  }

  // A zone is named as the pages name it.
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const at = (text: string, iso: string) => {
    const when = new Date(iso)
    const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
    const day = { weekday: 'short', day: 'numeric', month: 'short' } as const
    const isToday = when.toDateString() === new Date().toDateString()
    return put(
      text,
      `${when.toLocaleString(tag, isToday ? clock : { ...day, ...clock })} ${zoneNameAt(+when, timeZone)}`,
    )
  }

  let data: BannerData = { at: '', incidents: [], maintenance: [] }
  let shown = '[]'

  // What is true at this minute: of an old file neither that a window still lasts, nor that an update is overdue.
  const rows = () => {
    const now = Date.now()
    const age = now - Date.parse(data.at)
    const isOld = age > 10 * MINUTE
    const isPast = (iso: string) => Date.parse(iso) < now
    const row = (kind: Row['kind'], one: BannerLine, facts: (string | false | null)[]): Row => ({
      kind,
      key: `signalpost ${base}${kind}${one.id}`,
      title: one.titles?.[locale] ?? one.title,
      // What nobody translated is in the first language.
      lang: one.titles?.[locale] ? locale : first,
      href: new URL(`${path}${kind}/${one.id}/`, base).href,
      facts: [...facts, isOld && at(asOf, data.at)].flatMap((fact) => fact || []),
    })
    const concerns = ({ platforms }: BannerLine) => !wanted[0] || platforms.some((id) => wanted.includes(id))
    const incidents = data.incidents.filter(concerns).map((one) => {
      const due = one.nextUpdateBy
      const promise = due && (isPast(due) ? !isOld && at(late, due) : at(next, due))
      return row('incidents', one, [at(since, one.since), promise])
    })
    const maintenance = data.maintenance
      .filter((one) => concerns(one) && !(isOld && isPast(one.endsAt)))
      .map((one) => row('maintenance', one, [at(ends, one.endsAt)]))
    return age > 864e5 ? [] : [...incidents, ...maintenance].filter(({ key }) => !isClosed(key))
  }

  const line = ({ kind, key, title, lang, href, facts }: Row) => {
    const { says, shape } = KINDS[kind]
    const button = element('button', { type: 'button', 'aria-label': put(closing, title), id: key }, '×')
    button.onclick = () => close(key)
    return element(
      'li',
      { class: kind },
      drawn('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' }, drawn('path', { d: shape })),
      element('span', {}, says),
      element('a', { href, dir: 'auto', id: href, lang }, title),
      ...facts.map((fact) => element('span', {}, fact)),
      button,
    )
  }

  // How many there are beside those that are shown, in the colour of the first, and where all of them are.
  const rest = ([one, ...others]: Row[]) => {
    if (!one) return []
    const n = others.length + 1
    const text = typeof more === 'string' ? more : (more[new Intl.PluralRules(tag).select(n)] ?? '')
    const { href } = new URL(path, base)
    return [element('li', { class: one.kind }, element('a', { href, id: href }, put(text, `${n}`)))]
  }

  const show = () => {
    const all = rows()
    const text = JSON.stringify(all)
    if (text !== shown) {
      const { id = '' } = root.activeElement ?? {}
      list.replaceChildren(...all.slice(0, LINES).map(line), ...rest(all.slice(LINES)))
      root.getElementById(id)?.focus()
    }
    shown = text
    if (all.length === 0) host.remove()
    else if (!host.isConnected) document.body.prepend(host)
  }

  let [wait, due, timer] = [MINUTE, 0, 0]
  const later = () => {
    clearTimeout(timer)
    if (!document.hidden) timer = window.setTimeout(ask, due - Date.now())
  }
  const ask = async () => {
    due = Date.now() + wait
    try {
      const answer = await fetch(new URL('embed/banner.json', base), {
        cache: 'no-cache',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        signal: AbortSignal.timeout(15_000),
      })
      if (!answer.ok) throw answer
      data = await answer.json()
      wait = MINUTE
    } catch {
      wait = Math.min(2 * wait, 16 * MINUTE)
    }
    due = Date.now() + wait
    try {
      show()
    } catch {}
    later()
  }
  document.addEventListener('visibilitychange', later)
  if (document.body) ask()
  else document.addEventListener('DOMContentLoaded', ask)
}
