import type { Service } from './service.ts'

/** The start message for the operator: addresses and first steps. */
export function welcome({ url, site, config, links }: Pick<Service, 'url' | 'site' | 'config' | 'links'>): string {
  const lines = [
    '',
    `  ${site.name}`,
    '',
    `  Page      ${url}/`,
    `  API       ${url}/api/v1/docs`,
    `  Desk      ${url}/staff/`,
  ]
  if (links.visit) lines.push(`  Try it    ${links.visit}   (signs you in as a fictional agent; valid 24 hours)`)
  if (links.first) lines.push(`  Begin     ${links.first}   (makes the first administrator, once; valid 24 hours)`)
  if (config.mail.kind === 'mailbox') {
    lines.push(`  Mail      ${url}/staff/mail/   (files in ${config.mail.folder})`)
  }
  if (site.demo) lines.push('', '  This is a demonstration. Remove it with: npm run -s signalpost -- demo clear')
  return `${lines.join('\n')}\n\n`
}
