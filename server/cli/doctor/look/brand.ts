import { contrast, legible } from '../../../../src/identity/contrast.ts'
import { PALETTE } from '../../../../src/identity/palette.ts'
import type { Examined, Finding } from '../finding.ts'

/** WCAG 2.2, text. */
const LEAST = 4.5

/** Can the provider's colour be read where it stands? */
export async function brandFindings({ config }: Pick<Examined, 'config'>): Promise<Finding[]> {
  const { accent = null, logo = null } = config.brand ?? {}
  const findings = (['light', 'dark'] as const).flatMap((scheme): Finding[] => {
    if (!accent) return []
    const [colour, grounds] = [accent[scheme], [PALETTE.paper[scheme], PALETTE.card[scheme]]]
    const worst = Math.min(...grounds.map((ground) => contrast(colour, ground)))
    const text = `brand: accent.${scheme} ${colour} on ${scheme} paper has a contrast of ${(Math.floor(worst * 10) / 10).toFixed(1)}`
    if (worst >= LEAST) return [{ level: 'ok', text }]
    const mend = `Text needs ${LEAST}. Write "${scheme}": "${legible(colour, grounds, LEAST)}", the nearest shade that has it.`
    return [{ level: 'warn', text, mend }]
  })
  if (logo && !logo.dark)
    findings.push({
      level: 'warn',
      text: 'brand: the logo on dark paper is that on light paper',
      mend: 'Name one for it in brand.logo.dark, unless this one can be seen on both.',
    })
  return findings
}
