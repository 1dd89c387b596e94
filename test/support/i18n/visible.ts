import { XMLParser } from 'fast-xml-parser'
import ICAL from 'ical.js'
import { dictionary, LOCALES } from '../../../src/i18n/index.ts'

/** Attributes whose values people see or hear; `data-` ones are for scripts, which show them. */
const SPOKEN = /\s(aria-label|title|alt|placeholder|content|data-[a-z]+)="([^"]*)"/g
/** Weekdays of the calendar come from `Intl`, samples from machines, code is not translated. The line of a feed that readers take apart is as theirs is. */
const LEFT_OUT = [
  /<pre [^>]*translate="no"[\s\S]*?<\/pre>/g,
  /<(script|style|abbr|samp)\b[\s\S]*?<\/\1>/g,
  /<meta (charset|name="(viewport|theme-color|color-scheme|supported-color-schemes|referrer|robots|twitter:card)"|property="og:(type|locale)"|http-equiv)[^>]*>/g,
  /<small>[^<]*<var [^\n]*?<\/small>/g,
]
const FOR_SCRIPTS =
  /\sdata-(live|news|channel|event|made|due|changes|zone|locale|home|push|key|stands|ago|plain|from|until|dates|print)(="[^"]*")?/g

/** The name of a language is in that language wherever it stands, and its element says so. */
const NAMES = LOCALES.map((locale) => {
  const { tag, name } = dictionary(locale).language
  return new RegExp(`<(\\w+)\\b[^>]* lang="${tag}"[^>]*>${name}</\\1>`, 'g')
})

/** Everything in a page that people see or hear, one thing a line. */
export function ofPage(html: string): string {
  const markup = [...LEFT_OUT, ...NAMES].reduce((rest, left) => rest.replace(left, ''), html).replace(FOR_SCRIPTS, '')
  const spoken = [...markup.matchAll(SPOKEN)].map(([, name = '', value = '']) =>
    // Scripts fill in what is still open.
    name.startsWith('data-') ? textsIn(name, value).replace(/\{\w+\}/g, '') : value,
  )
  return decoded([markup.replace(/<[^>]*>/g, '\n'), ...spoken].join('\n'))
}

/** Several texts are named ones. */
function textsIn(name: string, value: string): string {
  return name === 'data-texts' ? Object.values(JSON.parse(decoded(value))).join('\n') : value
}

function decoded(text: string): string {
  return text.replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => ENTITIES[name] ?? '')
}
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' }

/** What readers of a feed see of it. */
function ofXml(xml: string): string {
  return ofFields(new XMLParser({ ignoreAttributes: true }).parse(xml), /^(title|description|content|name)$/)
}

function ofJson(json: string): string {
  return ofFields(JSON.parse(json), /^(title|description|reason|content_html|name|short_name|body)$/)
}

function ofFields(data: unknown, shown: RegExp, field = ''): string {
  if (typeof data === 'string') return shown.test(field) ? ofPage(data) : ''
  if (typeof data !== 'object' || data === null) return ''
  return Object.entries(data)
    .map(([key, value]) => ofFields(value, shown, Array.isArray(data) ? field : key))
    .join('\n')
}

function ofCalendar(ics: string): string {
  const calendar = new ICAL.Component(ICAL.parse(ics))
  const parts = [calendar, ...calendar.getAllSubcomponents('vevent')]
  return parts
    .flatMap((part) =>
      part
        .getAllProperties()
        .filter(({ name }) => SHOWN.test(name))
        .map((one) => String(one.getFirstValue())),
    )
    .join('\n')
}
const SHOWN = /^(summary|description|x-wr-calname|name)$/

/** What people see of a published file, by its name. */
export function visibleIn(file: string, content: string): string {
  if (file.endsWith('.html')) return ofPage(content)
  if (/\.(rss|atom)$/.test(file)) return ofXml(content)
  if (/\.(json|webmanifest)$/.test(file)) return ofJson(content)
  return file.endsWith('.ics') ? ofCalendar(content) : ''
}
