import { PLATFORM_IDS } from './history.ts'
import type { Answer, Service } from './service.ts'

interface Posted extends Answer {
  id: string
}

/** Opens an incident on one of the platforms of `fillHistory`. */
export async function openIncident(
  service: Service,
  { title, notify = false, priority = 'P2' }: { title: string; notify?: boolean; priority?: 'P1G' | 'P2' },
): Promise<Posted> {
  const answer = await service.post('/api/v1/incidents', {
    title,
    priority,
    platforms: [{ id: PLATFORM_IDS[0], impact: 'partial_outage' }],
    update: { body: `${title}: some calls fail with a busy tone. A second attempt usually succeeds.` },
    notify,
  })
  const { id } = JSON.parse(answer.body.toString()) as { id: string }
  return { ...answer, id }
}

export function postUpdate(
  service: Service,
  id: string,
  update: { body: string; phase?: 'monitoring' | 'resolved'; notify?: boolean },
): Promise<Answer> {
  return service.post(`/api/v1/incidents/${id}/updates`, { notify: false, ...update })
}
