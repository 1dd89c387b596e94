import { accentOf, GROUNDS, LEAST_CONTRAST } from '../../../../src/identity/accent.ts'
import { contrast } from '../../../../src/identity/contrast.ts'
import type { Examined, Finding } from '../finding.ts'

/** Can the provider's colour be read where it stands? */
export async function brandFindings({ config }: Pick<Examined, 'config'>): Promise<Finding[]> {
  const { accent = null, logo = null } = config.brand ?? {}
  const findings = (['light', 'dark'] as const).flatMap((scheme): Finding[] => {
    if (!accent) return []
    const colour = accent[scheme]
    const worst = Math.min(...GROUNDS[scheme].map((ground) => contrast(colour, ground)))
    const text = `brand: accent.${scheme} ${colour} on ${scheme} paper has a contrast of ${(Math.floor(worst * 10) / 10).toFixed(1)}`
    if (worst >= LEAST_CONTRAST) return [{ level: 'ok', text }]
    const shade = accentOf({ accent })[scheme]
    const mend = `Text needs ${LEAST_CONTRAST}: pages and mails take the nearest shade that has it. Write "${scheme}": "${shade}".`
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
