import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type RunningServer, startServer } from '../support/process/server.ts'

async function zones({ url }: RunningServer): Promise<Record<string, string>> {
  const { items } = (await (await fetch(`${url}/api/v1/programmes`)).json()) as {
    items: { id: string; zone: string }[]
  }
  return Object.fromEntries(items.map(({ id, zone }) => [id, zone]))
}

test('a plan file written after the first start moves the programmes of the support plan', async () => {
  const first = await startServer()
  expect(await zones(first)).toMatchObject({ monthly: 'America/Denver' })
  await first.stop()
  writeFileSync(join(first.dataDir, 'config.json'), '{"zone": "Europe/Zurich"}')
  const second = await startServer({ dataDir: first.dataDir })
  expect(new Set(Object.values(await zones(second)))).toEqual(new Set(['Europe/Zurich']))
  expect(second.output()).toContain('the programme follows the configuration')
  await expect.poll(second.output).toContain('ladder: leads to nobody: what is overdue is told to no one; run')
  await second.stop()
})
