/**
 * Says at once what others have posted or changed, and who else begins to write, while somebody writes about it; what they type stays. Hears of it by
 * the stream that keeps the board live, and then reads its own page again, unless all of it is about something else.
 */
/** A stream that was refused is asked for again after so long, in milliseconds. */
const AGAIN = 30_000

const box = document.querySelector<HTMLElement>('[data-colleagues]')
let source: EventSource | undefined
let timer = 0
let mark = ''
/** What this page was made of, as far as is shown. */
let made = markOf(document)
/** What stood there when the page was opened. */
const known = new Set(standing(document).map(keyOf))

function open(): void {
  clearTimeout(timer)
  source?.close()
  if (document.hidden) return
  source = new EventSource('/staff/changes')
  source.addEventListener('changed', ({ data }) => {
    const recorded = data.slice(data.indexOf('/'))
    if (recorded === mark) return
    mark = recorded
    look().catch(() => {
      mark = ''
    })
  })
  source.onerror = () => {
    if (source?.readyState === EventSource.CLOSED) timer = window.setTimeout(open, AGAIN)
  }
}

async function look(): Promise<void> {
  const answer = await fetch(location.pathname, {
    headers: { accept: 'text/html', 'if-none-match': made },
    cache: 'no-store',
  })
  if (!answer.ok) return
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  // What this page is posting itself is said by the next one.
  if (!box || document.querySelector('form[data-posting], form[data-sent]')) return
  made = markOf(page)
  const news = [
    ...standing(page)
      .filter((one) => !known.has(keyOf(one)))
      .map(itemOf),
    ...fieldsOf(page),
  ]
  renew(page)
  const list = box.querySelector('ul')
  const [now, before] = [news.map(({ textContent }) => textContent).join('\n'), box.dataset.said ?? '']
  if (now === before) return
  box.dataset.said = now
  list?.replaceChildren(...news)
  box.querySelector<HTMLElement>('.notice')?.toggleAttribute('hidden', news.length === 0)
}

function markOf(page: Document): string {
  return page.querySelector('main')?.dataset.pageMark ?? ''
}

/** What stands now is shown in the head, and where it is chosen, unless somebody has chosen otherwise. */
function renew(page: Document): void {
  const [head, next] = [document, page].map((one) => one.querySelector('header[data-stands]'))
  if (head && next && !head.isEqualNode(next)) head.replaceWith(next)
  const [writers, writing] = [document, page].map((one) => one.querySelector('[data-writers]'))
  if (writers && writing && !writers.isEqualNode(writing)) writers.replaceChildren(...writing.childNodes)
  for (const was of document.querySelectorAll<HTMLInputElement>('form [name^="was."]')) {
    const name = was.name.slice('was.'.length)
    const fields = was.form?.elements
    const field = fields?.namedItem(name) ?? fields?.namedItem(`impact.${name}`)
    const now = page.querySelector<HTMLInputElement>(`form [name="${CSS.escape(was.name)}"]`)?.value
    if (now === undefined || !(field instanceof RadioNodeList) || field.value !== was.value) continue
    field.value = now
    if (field.value === now) was.value = now
  }
}

/** What people say and change on a page: in each part, what its `data-stands` selects. */
function standing(page: Document): Element[] {
  return [...page.querySelectorAll<HTMLElement>('[data-stands]')].flatMap((part) => [
    ...part.querySelectorAll(part.dataset.stands ?? ''),
  ])
}

/** What is the same at whatever time it is read. */
function keyOf(one: Element): string {
  const own = one.cloneNode(true) as Element
  for (const time of own.querySelectorAll('time')) time.textContent = time.dateTime
  return own.textContent.replaceAll(/\s+/g, ' ')
}

/** What is new, and of what it is. */
function item(of: string | null | undefined, ...news: (Node | string)[]): HTMLElement {
  const made = document.createElement('li')
  if (of) made.append(Object.assign(document.createElement('b'), { textContent: of }), ' ')
  made.append(...news)
  return made
}

function itemOf(one: Element): HTMLElement {
  const own = one.cloneNode(true) as Element
  // A heading of its place is none here.
  for (const heading of own.querySelectorAll('h2, h3, h4')) {
    const line = document.createElement('b')
    line.append(...heading.childNodes)
    heading.replaceWith(line)
  }
  return item(one.matches('dd') ? one.previousElementSibling?.textContent : null, ...own.childNodes)
}

/** Fields that another has changed, by what the form says they were. */
function fieldsOf(page: Document): HTMLElement[] {
  return [...document.querySelectorAll<HTMLInputElement>('form [name^="was."]')].flatMap(({ name, value }) => {
    const label = document.querySelector(`label[for="${name.slice('was.'.length)}"]`)?.textContent
    const now = page.querySelector<HTMLInputElement>(`form [name="${name}"]`)?.value
    if (!label || now === undefined || now === value) return []
    return [item(label, now.replace(/^(\d{4}-\d\d-\d\d)T/, '$1 ') || '–')]
  })
}

if (box) {
  document.addEventListener('visibilitychange', () => (document.hidden ? source?.close() : open()))
  addEventListener('pagehide', () => source?.close())
  addEventListener('pageshow', (event) => event instanceof PageTransitionEvent && event.persisted && open())
  open()
}

export {}
