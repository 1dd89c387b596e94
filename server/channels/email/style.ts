import type { Accent } from '../../../src/identity/accent.ts'
import { PALETTE, type Tone } from '../../../src/identity/palette.ts'

/**
 * How a mail looks: as the pages do. What keeps it legible stands in the elements themselves, since some programs drop a
 * style sheet; what depends on the screen or on the reader's colours can stand nowhere else, and overrules the elements.
 */

const { paper, card, ink, soft, line } = PALETTE

/** What a box says: a state, or nothing that has a colour. */
export type BoxTone = Tone | 'soft'
export const BOX_TONES: readonly BoxTone[] = ['green', 'blue', 'amber', 'orange', 'red', 'soft']

const button = 'display:inline-block;padding:10px 20px;border-radius:8px;font-weight:600;text-decoration:none'

export const S = {
  body: `margin:0;padding:0;background:${paper.light};color:${ink.light};font:16px/1.55 system-ui,-apple-system,Segoe UI,Roboto,Arial,sans-serif`,
  preview: 'display:none;max-height:0;overflow:hidden;font-size:1px;color:transparent',
  sheet: 'padding:24px 12px',
  column: 'width:100%;max-width:600px;text-align:left',
  inside: `padding:24px 28px 20px;background:${card.light};color:${ink.light};border:1px solid ${line.light};border-radius:14px`,
  head: 'padding:0 28px 16px',
  quiet: `padding:18px 28px 0;font-size:13px;color:${soft.light}`,
  mark: 'padding-right:10px',
  site: 'font-size:18px;line-height:1.25;font-weight:700;letter-spacing:-.01em;overflow-wrap:anywhere',
  home: `color:${ink.light};text-decoration:none`,
  h1: 'margin:0 0 16px;font-size:26px;line-height:1.2;letter-spacing:-.01em;overflow-wrap:anywhere',
  h2: 'margin:22px 0 6px;font-size:17px;line-height:1.25',
  p: 'margin:0 0 12px;overflow-wrap:anywhere',
  told: 'margin:0 0 18px;overflow-wrap:anywhere',
  facts: 'margin:0 0 18px;font-size:15px',
  label: `min-width:7em;padding:3px 16px 3px 0;text-align:left;vertical-align:top;font-weight:400;color:${soft.light}`,
  value: 'padding:3px 0;vertical-align:top;overflow-wrap:anywhere',
} as const

/** The box of a state, and the word in it that names the state. */
export const boxStyle = (tone: BoxTone): string =>
  `margin:0 0 18px;padding:12px 16px;border-left:6px solid ${PALETTE[tone].light};border-radius:8px;background:${paper.light};color:${ink.light};overflow-wrap:anywhere`
export const wordStyle = (tone: BoxTone): string => `font-size:18px;line-height:1.35;color:${PALETTE[tone].light}`

export const buttonStyle = ({ light }: Accent): string =>
  `${button};border:1px solid ${light};background:${light};color:${card.light}`
export const otherStyle = ({ light }: Accent): string => `${button};border:1px solid ${light};color:${light}`

/** The HTML of a text as staff wrote it, which has no styles of its own: cells apart, long lines in the sheet. */
export function styled(markup: string): string {
  return markup
    .replaceAll(
      '<table>',
      '<table cellpadding="6" cellspacing="0" border="1" style="border-collapse:collapse;margin:0 0 12px">',
    )
    .replaceAll('<pre>', '<pre style="white-space:pre-wrap">')
    .replaceAll(
      '<blockquote>',
      `<blockquote style="margin:0 0 12px;padding-left:14px;border-left:3px solid ${line.light}">`,
    )
}

/** With the boxes that are there. */
export const sheetOf = ({ light, dark }: Accent, tones: readonly BoxTone[]): string => `
:root{color-scheme:light dark}
a{color:${light}}
.told p,ul,ol{margin:0 0 12px}
ul,ol{padding-left:22px}
.told td,.told th{border-color:${line.light}}
.quiet a{color:${soft.light}}
@media (prefers-color-scheme:dark){
body{background:${paper.dark}!important;color:${ink.dark}!important}
.inside{background:${card.dark}!important;color:${ink.dark}!important;border-color:${line.dark}!important}
.site a{color:${ink.dark}!important}
a{color:${dark}}
.mark td{border-color:${dark}!important}
.quiet,.quiet a,.facts th{color:${soft.dark}!important}
.state{background:${paper.dark}!important;color:${ink.dark}!important}
${tones.map((tone) => `.${tone}{border-color:${PALETTE[tone].dark}!important}.${tone} .word{color:${PALETTE[tone].dark}!important}`).join('\n')}
.told blockquote,.told table,.told td,.told th{border-color:${line.dark}!important}
.button{background:${dark}!important;border-color:${dark}!important;color:${card.dark}!important}
.other{border-color:${dark}!important;color:${dark}!important}
}
@media (max-width:480px){
.sheet{padding:16px 0!important}
.inside{padding:20px!important;border-width:1px 0!important;border-radius:0!important}
.head{padding:0 20px 16px!important}
.quiet{padding:16px 20px!important}
}
`
