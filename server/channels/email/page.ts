import { html, raw } from 'hono/html'
import { rootIn } from '../../../src/i18n/address.ts'
import { dictionary, localeOf } from '../../../src/i18n/index.ts'
import type { MailSite } from './email.ts'
import { S, SHEET } from './style.ts'

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
  site: Pick<MailSite, 'siteName' | 'publicUrl' | 'languages'>
  content: Markup
  footer: Markup | string
}

export function heading(title: string): Markup {
  return html`<h1 style="${S.h1}" dir="auto">${title}</h1>`
}

/** The box at the top, a line each: what a reader looks for first. */
export function stateBox(lines: readonly string[], over: boolean): Markup {
  return over ? box(lines, ' resolved', S.over) : box(lines, '', S.state)
}

/** The same where something is overdue. */
export function lateBox(lines: readonly string[]): Markup {
  return box(lines, ' late', S.late)
}

function box([first, ...rest]: readonly string[], kind: string, style: string): Markup {
  const more: Markup[] = rest.map((line) => html`<br><span dir="auto">${line}</span>`)
  return html`<p class="state${kind}" style="${style}"><strong dir="auto">${first}</strong>${more}</p>`
}

/** A link that looks like a button. */
export function button(href: string, label: string): Markup {
  return html`<p style="${S.p}"><a class="button" style="${S.button}" href="${href}">${label}</a></p>`
}

/** What else can be done, below the button for what should be. */
export function otherButton(href: string, label: string): Markup {
  return html`<p style="${S.p}"><a class="other" style="${S.other}" href="${href}">${label}</a></p>`
}

/** A whole mail: legible without its style sheet, and nothing in it is fetched from anywhere. */
export function page({ title, preview, language, site, content, footer }: Page): string {
  const locale = localeOf(language)
  const { tag, direction } = dictionary(locale).language
  return written(html`<!doctype html>
<html lang="${tag}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${title}</title>
<style>${raw(SHEET)}</style>
</head>
<body style="${S.body}">
<div style="${S.preview}">${preview}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" class="sheet" style="${S.sheet}">
<table role="presentation" class="card" width="600" cellpadding="0" cellspacing="0" border="0" style="${S.card}"><tr><td class="inside" style="${S.inside}">
<p class="site" style="${S.site}"><a href="${rootIn(site.publicUrl, { ...site, locale })}/">${site.siteName}</a></p>
${content}
</td></tr></table>
<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="${S.foot}"><tr><td class="quiet" style="${S.quiet}">
${footer}
</td></tr></table>
</td></tr></table>
</body>
</html>
`)
}
