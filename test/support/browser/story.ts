import type { RunningServer } from '../process/server.ts'

/** Two platforms to speak of. */
export async function furnish(server: RunningServer): Promise<void> {
  await staff(server, 'admin', 'POST', '/platforms', { id: 'teams', name: 'Microsoft Teams', group: 'Voice' })
  await staff(server, 'admin', 'POST', '/platforms', { id: 'sip', name: 'SIP trunking', group: 'Voice' })
}

/** Rosa opens a P1G; answers its id. */
export async function openP1G(server: RunningServer, title: string, platform = 'teams'): Promise<string> {
  const { id } = await staff(server, 'agent', 'POST', '/incidents', {
    title,
    priority: 'P1G',
    platforms: [{ id: platform, impact: 'major_outage' }],
    update: { body: 'We are looking into **failing calls**.' },
  })
  return String(id)
}

export function report(server: RunningServer, id: string, update: Record<string, unknown>) {
  return staff(server, 'agent', 'POST', `/incidents/${id}/updates`, update)
}

async function staff(server: RunningServer, role: 'agent' | 'admin', method: string, path: string, body: unknown) {
  const answer = await server.send(role, method, path, body)
  if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body
}
