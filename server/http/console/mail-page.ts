import { createHash } from 'node:crypto'
import { html, raw } from 'hono/html'
import type { Mail } from './mailbox.ts'

type Markup = ReturnType<typeof html>

const STYLE = `
:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem}
td,th{text-align:left;padding:.35rem .75rem .35rem 0;vertical-align:top;overflow-wrap:anywhere}time{white-space:nowrap}
@media(max-width:40rem){tr,td,th{display:block;padding:.15rem 0}tr{padding:.6rem 0;border-top:1px solid #8886}td a{display:inline-block;padding:.6rem 0}}
iframe{width:100%;height:36rem;border:1px solid #8886;background:#fff}pre{white-space:pre-wrap;overflow-wrap:anywhere}a{color:inherit}`

/** The policy of the pages below; the mail itself is in a frame with its own. */
export const MAIL_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

/** A mail runs and loads nothing; its links open outside the frame. */
export const FRAMED_POLICY = `sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; frame-ancestors 'self'`

export function listPage(mails: readonly Mail[], page: number, pages: number): Markup {
  return frame(
    'Local mailbox',
    html`<p>No mail provider is configured, so mails are kept here instead of being sent.</p>
${mails.length === 0 && html`<p>No mails yet.</p>`}
<table>${mails.map((mail) => html`<tr><td>${time(mail)}</td><td>${mail.to}</td><td><a href="/staff/mail/${mail.name}">${mail.subject || 'No subject'}</a></td></tr>`)}</table>
<nav>${page > 1 && html`<a href="/staff/mail/?page=${page - 1}">Newer</a> `}${page < pages && html`<a href="/staff/mail/?page=${page + 1}">Older</a>`}</nav>`,
  )
}

/** `isWhole`: nothing was left out of it for whoever looks, so that it can be downloaded. */
export function mailPage(mail: Mail, isWhole: boolean): Markup {
  return frame(
    mail.subject,
    html`<p><a href="/staff/mail/">All mail</a>${isWhole && html` · <a href="/staff/mail/${mail.name}/raw">Download</a>`}</p>
${!isWhole && html`<p>Its link opens an account, and is shown to administrators only.</p>`}
<table><tr><th>From</th><td>${mail.from}</td></tr><tr><th>To</th><td>${mail.to}</td></tr><tr><th>Sent</th><td>${time(mail)}</td></tr></table>
${mail.html !== null && html`<h2>HTML</h2><iframe title="${mail.subject}" sandbox="allow-popups allow-popups-to-escape-sandbox" src="/staff/mail/${mail.name}/html"></iframe>`}
<h2>Plain text</h2><pre>${linked(mail.text)}</pre>
<details><summary>Headers</summary><table>${mail.headers.map((h) => html`<tr><th>${h.name}</th><td>${h.value}</td></tr>`)}</table></details>`,
  )
}

function frame(title: string, content: Markup): Markup {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${raw(STYLE)}</style></head>
<body><main><p><a href="/staff/">Desk</a></p><h1>${title}</h1>${content}</main></body></html>`
}

function time({ date }: Mail): Markup {
  const text = date?.toISOString() ?? ''
  return html`<time datetime="${text}">${text.replace('T', ' ').replace(/\.\d+Z/, ' UTC')}</time>`
}

/** A text with its web addresses as links. */
function linked(text: string) {
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part, index) => (index % 2 === 1 ? html`<a href="${part}" rel="noreferrer">${part}</a>` : part))
}
