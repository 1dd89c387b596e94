import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import type { Brand } from '../../domain/plan/brand.ts'
import { line } from '../../lib/input/fields.ts'
import { type LogoFile, readLogo } from './logo.ts'

const file = line(300)
const colour = z
  .string()
  .regex(/^#[0-9a-f]{6}$/i, 'Write a colour as six digits, such as "#0a5a73".')
  .toLowerCase()

/** `brand`: how the provider looks. */
export const brandFile = z
  .strictObject({
    logo: z
      .strictObject({
        light: file.describe(
          'On light paper. An SVG or PNG of at most 64 kB; its path begins at the configuration file.',
        ),
        dark: file.optional().describe('The same on dark paper, where it is another.'),
      })
      .optional()
      .describe(
        'Stands in the header in place of the signal post; a wide one in place of the name as well. Mails fetch no picture: they name the provider beside a bar in the accent.',
      ),
    accent: z
      .strictObject({ light: colour.describe('On light paper.'), dark: colour.describe('On dark paper.') })
      .optional()
      .describe(
        'The colour of links and buttons, in mails of the mark too. Where it cannot be read, the nearest shade that can is taken; `doctor` says which.',
      ),
    links: z
      .array(
        z.strictObject({
          text: line(24).describe('What it says.'),
          url: z
            .url({ protocol: /^https?$/ })
            .max(300)
            .describe('Where it leads.'),
        }),
      )
      .max(3)
      .default([])
      .describe('Links in the header, to pages of yours.'),
  })
  .describe(
    "How the provider looks: logo, colour, links. Its `name` stands above. What is left out stays Signalpost's own.",
  )

/** The brand, and the files that belong to it; what is wrong with them is added to `problems`. */
export function brandOf(
  said: z.output<typeof brandFile> | undefined,
  plan: string,
  problems: string[],
): { brand: Brand | undefined; files: LogoFile[] } {
  if (!said) return { brand: undefined, files: [] }
  const logos = Object.entries(said.logo ?? {}).map(([paper, path]) => {
    const logo = readLogo(resolve(dirname(plan), path))
    if (typeof logo === 'string') problems.push(`${plan}: brand.logo.${paper}: ${path} ${logo}.`)
    return [paper, typeof logo === 'string' ? null : logo] as const
  })
  const { light, dark = null } = Object.fromEntries(logos) as { light?: LogoFile; dark?: LogoFile }
  const logo = light ? { light: light.logo, dark: dark?.logo ?? null } : null
  const files = [light, dark].filter((one) => one !== undefined && one !== null)
  return { brand: { logo, accent: said.accent ?? null, links: said.links }, files }
}
