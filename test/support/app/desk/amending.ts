import type { AmendView } from '../../../../src/views.ts'
import type { signedIn } from '../signed-in.ts'
import { form, type TestApp, viewOf } from '../test-app.ts'

type Somebody = Awaited<ReturnType<typeof signedIn>>

/** Opens a small page of the desk as somebody, and sends its form with what they type, as a browser without a script does. */
export function sheet<V extends Pick<AmendView, 'values' | 'once' | 'faults'> = AmendView>(
  app: TestApp,
  { headers }: Somebody,
  path: string,
) {
  const open = async () => viewOf(await app.call(`GET /${path}`, { headers })) as unknown as V
  const send = async (view: V, typed: Record<string, string> = {}, button = 'do') => {
    const shown = Object.entries(view.values).flatMap(([name, all]) =>
      name in typed ? [] : all.map((value): [string, string] => [name, value]),
    )
    const sent = form([...shown, ...Object.entries(typed), ['once', view.once], ['do', button]])
    const answer = await app.call(`POST /${path}`, { ...sent, headers: { ...headers, ...sent.headers } })
    const location = answer.headers.get('location')
    return { ...answer, location, view: answer.status === 303 ? null : (viewOf(answer) as unknown as V) }
  }
  return { open, send }
}
