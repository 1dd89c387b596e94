/**
 * How a mail looks. What keeps it legible stands in the elements themselves, since some programs drop a style sheet; what
 * depends on the screen or on the reader's colours can stand nowhere else, and overrules the elements.
 */
export const S = {
  body: 'margin:0;padding:0;background:#f1f3f6;color:#1b2430;font:16px/1.55 -apple-system,Segoe UI,Roboto,Helvetica Neue,Arial,sans-serif',
  preview: 'display:none;max-height:0;overflow:hidden;font-size:1px;color:transparent',
  sheet: 'padding:24px 12px',
  card: 'width:100%;max-width:600px;text-align:left;background:#fff;border:1px solid #dde2e9;border-radius:10px',
  inside: 'padding:24px 28px 28px;color:#1b2430',
  foot: 'width:100%;max-width:600px;text-align:left',
  quiet: 'padding:16px 28px 0;font-size:13px;color:#5a6675',
  site: 'margin:0 0 14px;font-size:14px;font-weight:600',
  h1: 'margin:0 0 14px;font-size:22px;line-height:1.3;overflow-wrap:anywhere',
  h2: 'margin:0 0 6px;font-size:15px',
  p: 'margin:0 0 12px;overflow-wrap:anywhere',
  state:
    'margin:0 0 18px;padding:12px 16px;border-left:4px solid #b45309;background:#fdf3e4;color:#1b2430;overflow-wrap:anywhere',
  over: 'margin:0 0 18px;padding:12px 16px;border-left:4px solid #15803d;background:#e9f7ee;color:#1b2430;overflow-wrap:anywhere',
  late: 'margin:0 0 18px;padding:12px 16px;border-left:4px solid #b91c1c;background:#fdecec;color:#1b2430;overflow-wrap:anywhere',
  told: 'margin:0 0 18px;overflow-wrap:anywhere',
  facts: 'margin:0 0 18px;font-size:14px',
  label: 'padding:2px 16px 2px 0;text-align:left;vertical-align:top;font-weight:400;color:#5a6675',
  value: 'padding:2px 0;text-align:left;vertical-align:top;overflow-wrap:anywhere',
  button:
    'display:inline-block;padding:10px 20px;border-radius:8px;background:#0b57c2;color:#fff;font-weight:600;text-decoration:none',
  other:
    'display:inline-block;padding:9px 19px;border:1px solid #0b57c2;border-radius:8px;color:#0b57c2;font-weight:600;text-decoration:none',
} as const

/** The HTML of a text as staff wrote it, which has no styles of its own: cells apart, long lines in the sheet. */
export function styled(markup: string): string {
  return markup
    .replaceAll(
      '<table>',
      '<table cellpadding="6" cellspacing="0" border="1" style="border-collapse:collapse;margin:0 0 12px">',
    )
    .replaceAll('<pre>', '<pre style="white-space:pre-wrap">')
    .replaceAll('<blockquote>', '<blockquote style="margin:0 0 12px;padding-left:14px;border-left:3px solid #c9d1dc">')
}

export const SHEET = `
:root{color-scheme:light dark}
a{color:#0b57c2}
.told p,ul,ol{margin:0 0 12px}
ul,ol{padding-left:22px}
.site a{color:#5a6675;text-decoration:none}
.quiet a{color:#5a6675}
@media (prefers-color-scheme:dark){
body{background:#10141a!important;color:#e6eaf0!important}
.card{background:#181e27!important;border-color:#2c3542!important}
.inside,.state{color:#e6eaf0!important}
a{color:#8ab8ff}
.site a,.quiet,.quiet a,.facts th{color:#a3afbe!important}
.state{background:#33260f!important;border-color:#e0992f!important}
.state.resolved{background:#12301d!important;border-color:#3fb56b!important}
.state.late{background:#3a1618!important;border-color:#f0716f!important}
.told blockquote,.told table,.told td,.told th{border-color:#3c4757!important}
.button{background:#8ab8ff!important;color:#0d1520!important}
.other{border-color:#8ab8ff!important;color:#8ab8ff!important}
}
@media (max-width:480px){
.sheet{padding:0!important}
.card{border-width:0 0 1px!important;border-radius:0!important}
.inside{padding:20px 18px!important}
.quiet{padding:16px 18px!important}
}
`
