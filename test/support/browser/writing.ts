import { MINUTE } from '../../../server/domain/vocabulary.ts'
import { outage } from '../app/test-app.ts'
import type { Desk } from './desk.ts'

/** What a browser writes about: an open P1G, its updates, and whoever is to write. */
export function writing(it: Desk) {
  const opened = async () => (await it.app().call('POST /incidents', { as: 'agent', body: outage() })).json.id as string
  const updates = async (id: string) =>
    (await it.app().call(`GET /incidents/${id}`)).json.updates as { body: string; phase: string }[]

  /** A P1G whose next update is due in ten minutes, and Rosa, who is to write it. */
  async function due() {
    const app = await it.begin()
    const rosa = await it.somebody('agent', 'Rosa')
    const id = await opened()
    app.clock.now += 50 * MINUTE
    return { app, rosa, id, page: `${it.url}/staff/incidents/${id}/` }
  }

  return { opened, updates, due }
}
