import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Examined, Finding } from './finding.ts'

/** Where the configuration was read, and what was not. */
export async function configurationFindings({ config }: Examined): Promise<Finding[]> {
  const { plan, secrets } = config.files
  const files = Object.entries(secrets).map(([name, path]) => `${name} in ${path}`)
  const read = plan.isThere ? [`the plan in ${plan.path}`, ...files] : files
  const defaults = plan.isThere ? [] : [`no plan file at ${plan.path}: every promise has its default`]
  const text = ['environment', ...read].join(', ')
  return [
    { level: 'ok', text: `configuration: ${config.publicUrl}, data in ${config.dataDir}` },
    { level: 'ok', text: `configuration: read from the ${[text, ...defaults].join('; ')}` },
    ...config.misnamed.map((text): Finding => ({ level: 'warn', text: `configuration: ${text}` })),
    ...unread(),
  ]
}

/** Many programs read such a file; this one does not. */
function unread(): Finding[] {
  const file = resolve('.env')
  if (!existsSync(file)) return []
  const mend = 'Set the variables where the service is started, such as EnvironmentFile= of systemd.'
  return [{ level: 'warn', text: `configuration: ${file} is not read`, mend }]
}
