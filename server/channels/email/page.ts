import { html, raw } from 'hono/html'

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
  site: { siteName: string; publicUrl: string }
  content: Markup
  footer: Markup | string
}

/** A link that looks like a button. */
export function button(href: string, label: string): Markup {
  return html`<p><a class="button" href="${href}">${label}</a></p>`
}

/** A whole mail: readable without its style, and nothing in it is fetched from anywhere. */
export function page({ title, preview, language, site, content, footer }: Page): string {
  return written(html`<!doctype html>
<html lang="${language}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${title}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<div class="preview">${preview}</div>
<table role="presentation" class="sheet" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center">
<table role="presentation" class="card" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td class="inside">
<p class="site"><a href="${site.publicUrl}/">${site.siteName}</a></p>
${content}
</td></tr></table>
<table role="presentation" class="foot" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td class="quiet">
${footer}
</td></tr></table>
</td></tr></table>
</body>
</html>
`)
}

const STYLE = `
:root{color-scheme:light dark}
body{margin:0;padding:0;background:#f1f3f6;color:#1b2430;font:16px/1.55 -apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
.preview{display:none;max-height:0;overflow:hidden;font-size:1px;color:transparent}
.sheet{padding:24px 12px}
.card,.foot{width:100%;max-width:600px;text-align:left}
.card{background:#fff;border:1px solid #dde2e9;border-radius:10px}
.inside{padding:24px 28px 28px}
.foot td{padding:16px 28px 0}
a{color:#0b57c2}
.site{margin:0 0 14px;font-size:14px}
.site a{color:#5a6675;text-decoration:none;font-weight:600}
h1{margin:0 0 14px;font-size:22px;line-height:1.3}
p{margin:0 0 12px}
.state{margin:0 0 18px;padding:12px 16px;border-left:4px solid #b45309;border-radius:0 8px 8px 0;background:#fdf3e4}
.state.resolved{border-color:#15803d;background:#e9f7ee}
.state strong{font-size:17px}
.state span{display:block}
.told{margin:0 0 18px;overflow-wrap:anywhere}
.told pre{white-space:pre-wrap}
.told blockquote{margin:0 0 12px;padding-left:14px;border-left:3px solid #c9d1dc}
.told th,.told td{padding:2px 14px 2px 0;text-align:left;vertical-align:top}
ul,ol{margin:0 0 12px;padding-left:22px}
h2{margin:0 0 6px;font-size:15px}
.facts{margin:0 0 18px;font-size:14px}
.facts th{padding:2px 16px 2px 0;text-align:left;font-weight:400;color:#5a6675;vertical-align:top}
.facts td{padding:2px 0;vertical-align:top}
.button{display:inline-block;padding:10px 20px;border-radius:8px;background:#0b57c2;color:#fff;font-weight:600;text-decoration:none}
.quiet,.quiet a{font-size:13px;color:#5a6675}
@media (prefers-color-scheme:dark){
body{background:#10141a;color:#e6eaf0}
.card{background:#181e27;border-color:#2c3542}
a{color:#8ab8ff}
.site a,.quiet,.quiet a,.facts th{color:#a3afbe}
.state{background:#33260f;border-color:#e0992f}
.state.resolved{background:#12301d;border-color:#3fb56b}
.told blockquote{border-color:#3c4757}
.button{background:#8ab8ff;color:#0d1520}
}
@media (max-width:480px){.sheet{padding:0}.card{border-width:0 0 1px;border-radius:0}.inside{padding:20px 18px}.foot td{padding:16px 18px}}
`
