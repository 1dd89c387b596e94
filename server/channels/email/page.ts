import { html, raw } from 'hono/html'
import { rootIn } from '../../../src/i18n/address.ts'
import { dictionary, localeOf } from '../../../src/i18n/index.ts'
import { accentOf } from '../../../src/identity/accent.ts'
import type { MailSite } from './email.ts'
import { bar, mark } from './mark.ts'
import { BOX_TONES, type BoxTone, boxStyle, buttonStyle, otherStyle, S, sheetOf, wordStyle } from './style.ts'

/** What `html` makes: text whose parts were escaped. */
export type Markup = ReturnType<typeof html>

/** Everything given to our templates is at hand, so none of them is ever a promise. */
export function written(markup: Markup): string {
  if (markup instanceof Promise) throw new Error('a mail waits for nothing')
  return markup.toString()
}

interface Page {
  title: string
  /** Shown beside the subject in a list of mails. */
  preview: string
  language: string
  site: Pick<MailSite, 'siteName' | 'publicUrl' | 'languages' | 'brand'>
  content: Markup
  footer: Markup | string
}

export function heading(title: string): Markup {
  return html`<h1 style="${S.h1}" dir="auto">${title}</h1>`
}

/** The box at the top, a line each: what a reader looks for first. */
export function stateBox([first, ...rest]: readonly string[], tone: BoxTone): Markup {
  const more: Markup[] = rest.map((line) => html`<br><span dir="auto">${line}</span>`)
  return html`<p class="state ${tone}" style="${boxStyle(tone)}"><strong class="word" style="${wordStyle(tone)}" dir="auto">${first}</strong>${more}</p>`
}

/** A link that looks like a button. */
export function button(site: Pick<MailSite, 'brand'>, href: string, label: string): Markup {
  return html`<p style="${S.p}"><a class="button" style="${buttonStyle(accentOf(site.brand))}" href="${href}">${label}</a></p>`
}

/** What else can be done, below the button for what should be. */
export function otherButton(site: Pick<MailSite, 'brand'>, href: string, label: string): Markup {
  return html`<p style="${S.p}"><a class="other" style="${otherStyle(accentOf(site.brand))}" href="${href}">${label}</a></p>`
}

/** A whole mail: legible without its style sheet, and nothing in it is fetched from anywhere. */
export function page({ title, preview, language, site, content, footer }: Page): string {
  const locale = localeOf(language)
  const { tag, direction } = dictionary(locale).language
  const accent = accentOf(site.brand)
  const inside = written(content)
  const tones = BOX_TONES.filter((tone) => inside.includes(`class="state ${tone}"`))
  return written(html`<!doctype html>
<html lang="${tag}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${title}</title>
<style>${raw(sheetOf(accent, tones))}</style>
</head>
<body style="${S.body}">
<div style="${S.preview}">${preview}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" class="sheet" style="${S.sheet}">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="${S.column}"><tr><td class="head" style="${S.head}">
<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td style="${S.mark}">${site.brand?.logo ? bar(accent.light) : mark(accent.light)}</td><td class="site" style="${S.site}"><a href="${rootIn(site.publicUrl, { ...site, locale })}/" style="${S.home}" dir="auto">${site.siteName}</a></td></tr></table>
</td></tr><tr><td class="inside" style="${S.inside}">
${raw(inside)}
</td></tr><tr><td class="quiet" style="${S.quiet}">
${footer}
</td></tr></table>
</td></tr></table>
</body>
</html>
`)
}
