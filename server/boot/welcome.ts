import type { Service } from './service.ts'

/** The start message for the operator: addresses and first steps. */
export function welcome({ url, site, config }: Pick<Service, 'url' | 'site' | 'config'>): string {
  const lines = [
    '',
    `  ${site.name}`,
    '',
    `  Page      ${url}/`,
    `  API       ${url}/api/v1/docs`,
    '  Sign in   npm run -s signalpost -- token create --name me --role admin   (prints a token)',
  ]
  if (config.mail.kind === 'mailbox') {
    lines.push(
      `  Mail      ${url}/staff/mail/   (any user name, the token as password; files in ${config.mail.folder})`,
    )
  }
  if (site.demo) lines.push('', '  This is a demonstration. Remove it with: npm run -s signalpost -- demo clear')
  return `${lines.join('\n')}\n\n`
}
