/**
 * A bar on somebody else's page. It comes as `/embed/banner.js`; the publisher calls it with the site's words. It needs
 * nothing of that page but `script-src` and `connect-src` for where it came from: its styles are constructed, no markup is
 * parsed, and no text is run. See docs/embedding.md.
 */
export default function banner({ name, first, words }) {
  const script = document.currentScript
  if (!script?.src) return
  const MINUTE = 60_000
  const base = new URL('..', script.src)
  const { lang, platforms = '' } = script.dataset
  const wanted = platforms.split(/[\s,]+/).filter(Boolean)
  const locale = [lang, document.documentElement.lang, first]
    .map((tag) => `${tag}`.toLowerCase().split(/[-_]/)[0])
    .find((tag) => words[tag]?.tag)
  const t = words[locale]

  const element = (name, content, given, made = document.createElement(name)) => {
    made.textContent = content
    for (const attribute in given) made.setAttribute(attribute, given[attribute])
    return made
  }
  const put = (text, value) => text.replace('{}', () => value)
  const host = element('div', '')
  const root = host.attachShadow({ mode: 'open' })
  const bar = element('section', '', { role: 'region', 'aria-label': put(t.label, name), lang: t.tag, dir: t.dir })
  const list = element('ul', '', { role: 'list' })
  bar.append(list)
  root.append(bar)
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`
    :host{all:initial!important;display:block!important}
    ul{margin:0;padding:0;list-style:none;font:1rem/1.4 system-ui,sans-serif}
    li{display:flex;flex-wrap:wrap;align-items:center;gap:.2em .8em;padding:.25em 1em;background:#2a559f;color:#fff;border-bottom:1px solid}
    .incident{background:#ad1f2d}
    svg{width:1.2em;height:1.2em;flex:none;fill:currentColor;fill-rule:evenodd}
    a,button{color:inherit;font:inherit}
    a{font-weight:700}
    a,span{overflow-wrap:anywhere}
    button{margin-inline-start:auto;min-width:44px;min-height:44px;border:1px solid;border-radius:.3em;background:none;cursor:pointer}
    :focus-visible{outline:3px solid;outline-offset:2px}
    @media print{ul{display:none}}`)
  root.adoptedStyleSheets = [sheet]

  const SHAPES = {
    incident: 'M7.5 1.5h9l6 6v9l-6 6h-9l-6-6v-9zM11 6v8h2V6zm0 10v2h2v-2z',
    maintenance: 'M2 2h20v20H2zM8 7v10h3V7zm5 0v10h3V7z',
  }
  const drawn = (name, given) => element(name, '', given, document.createElementNS('http://www.w3.org/2000/svg', name))
  const shape = (kind) => {
    const svg = drawn('svg', { viewBox: '0 0 24 24', 'aria-hidden': true })
    svg.append(drawn('path', { d: SHAPES[kind] }))
    return svg
  }

  // What the reader has closed, in this tab; where nothing may be kept, until the page is left.
  const closed = new Set()
  const isClosed = (key) => {
    try {
      return closed.has(key) || sessionStorage.getItem(key)
    } catch {
      return false
    }
  }
  const close = (key) => {
    closed.add(key)
    try {
      sessionStorage.setItem(key, '1')
    } catch {}
    show()
    root.querySelector('button')?.focus()
  }

  const at = (text, iso) => {
    const when = new Date(iso)
    const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' }
    const day = { weekday: 'short', day: 'numeric', month: 'short' }
    const isToday = when.toDateString() === new Date().toDateString()
    const format = new Intl.DateTimeFormat(t.tag, isToday ? clock : { ...day, ...clock })
    return put(text, format.format(when))
  }

  let data = { at: 0, incidents: [], maintenance: [] }
  let shown = '[]'

  // What is true at this minute: of an old file neither that a window still lasts, nor that an update is overdue.
  const rows = () => {
    const now = Date.now()
    const age = now - Date.parse(data.at)
    const isOld = age > 10 * MINUTE
    const isPast = (iso) => Date.parse(iso) < now
    const row = (kind, path, facts) => (one) => ({
      kind,
      key: `signalpost ${base}${path}${one.id}`,
      title: one.titles?.[locale] ?? one.title,
      // What nobody translated is in the first language.
      lang: one.titles?.[locale] ? locale : first,
      href: new URL(`${t.path}${path}/${one.id}/`, base).href,
      facts: [...facts(one), isOld && at(t.asOf, data.at)].filter(Boolean),
    })
    const concerns = (one) => wanted.length === 0 || one.platforms.some((id) => wanted.includes(id))
    const incident = row('incident', 'incidents', ({ since, nextUpdateBy: next }) => [
      at(t.since, since),
      next && (isPast(next) ? !isOld && at(t.late, next) : at(t.next, next)),
    ])
    const maintenance = row('maintenance', 'maintenance', ({ endsAt }) => [at(t.ends, endsAt)])
    return age > 864e5
      ? []
      : [
          ...data.incidents.filter(concerns).map(incident),
          ...data.maintenance.filter((one) => concerns(one) && !(isOld && isPast(one.endsAt))).map(maintenance),
        ].filter(({ key }) => !isClosed(key))
  }

  const line = ({ kind, key, title, lang, href, facts }) => {
    const item = element('li', '', { class: kind })
    const button = element('button', '×', { type: 'button', 'aria-label': put(t.close, title), id: key })
    button.onclick = () => close(key)
    const link = element('a', title, { href, dir: 'auto', id: href, lang })
    item.append(shape(kind), element('span', t[kind]), link, ...facts.map((fact) => element('span', fact)), button)
    return item
  }

  const show = () => {
    const all = rows()
    const text = JSON.stringify(all)
    if (text !== shown) {
      const { id } = root.activeElement ?? {}
      list.replaceChildren(...all.map(line))
      root.getElementById(id)?.focus()
    }
    shown = text
    if (all.length === 0) host.remove()
    else if (!host.isConnected) document.body.prepend(host)
  }

  let [wait, due, timer] = [MINUTE, 0]
  const later = () => {
    clearTimeout(timer)
    if (!document.hidden) timer = setTimeout(ask, due - Date.now())
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
