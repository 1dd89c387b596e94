import { identityProvider } from '../../../lib/oidc/provider.ts'
import { explained } from '../examine.ts'
import type { Examined, Finding } from '../finding.ts'

/** Does the identity provider answer, as it will be asked with the first sign-in? Its secret is tried by nobody but that. */
export async function signInFindings({ config }: Pick<Examined, 'config'>): Promise<Finding[]> {
  const { singleSignOn, publicUrl } = config
  if (!singleSignOn) return []
  const { host } = new URL(singleSignOn.issuer)
  try {
    await identityProvider(singleSignOn, publicUrl).configuration()
    const text = `sign-in: ${host} answers; it has to know ${publicUrl}/staff/oidc/callback as a redirect address`
    return [{ level: 'ok', text }]
  } catch (error) {
    const mend = 'Check OIDC_ISSUER. Passwords work meanwhile, as far as they count: docs/single-sign-on.md.'
    return [{ level: 'fail', text: `sign-in: ${host} cannot be asked: ${explained(error).reason}`, mend }]
  }
}
