import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import manifest from '../../package.json' with { type: 'json' }
import { OWED_KINDS } from '../../server/domain/ladder/owed.ts'
import { METRICS } from '../../server/lib/metrics/catalogue.ts'
import { testApp } from '../support/app/test-app.ts'
import { sqliteInMemory } from '../support/database.ts'

/** A metric as Prometheus reads it. */
interface Family {
  name: string
  type: string
  help: string
  labels: string[]
}

let text = ''
let families: Family[] = []
let usedBefore = process.cpuUsage()
const lane = { channel: 'email', lane: 'email' }
beforeAll(async () => {
  const app = await testApp((await sqliteInMemory()).db, {
    dispatcher: {
      nudge() {},
      status: () => ({
        problems: [],
        measures: {
          messages_total: [{ labels: { ...lane, result: 'sent' }, value: 3 }],
          messages_retrying: [{ labels: { channel: 'email', reason: 'smtp 450' }, value: 2 }],
          messages_waiting: [{ labels: lane, value: 2 }],
          messages_send_seconds: [
            { labels: { channel: 'email' }, buckets: [0.5, 5], counts: [3, 4], sum: 12.5, count: 5 },
          ],
        },
      }),
    },
  })
  const headers = { authorization: `Bearer ${app.deps.metricsToken}` }
  usedBefore = process.cpuUsage()
  await app.call('GET //metrics', { headers })
  text = (await app.call('GET //metrics', { headers })).text
  families = familiesOf(text).filter(({ name }) => name.startsWith('signalpost_'))
})

function familiesOf(exposition: string): Family[] {
  const help = new Map(
    [...exposition.matchAll(/^# HELP (\S+) (.*)$/gm)].map(([, name = '', said = '']) => [name, said]),
  )
  return [...exposition.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', type = '']) => {
    const samples = exposition.split('\n').filter((line) => line.startsWith(`${name}{`))
    const labels = samples.flatMap((line) => [...line.matchAll(/[{,](\w+)="/g)].map(([, label = '']) => label))
    return { name, type, help: help.get(name) ?? '', labels: [...new Set(labels)] }
  })
}

describe('the metrics', () => {
  test('say what was sent, what waits and what runs, also when they are asked again', () => {
    expect(text).toContain('signalpost_messages_total{channel="email",lane="email",result="sent"} 3\n')
    expect(text).toContain('signalpost_messages_waiting{channel="email",lane="email"} 2\n')
    expect(text).toContain(`signalpost_build_info{version="${manifest.version}",node="${process.versions.node}"} 1\n`)
    expect(text).toContain('signalpost_messages_retrying{channel="email",reason="smtp 450"} 2\n')
  })

  test('give durations that another thread has counted as the histogram that they are', () => {
    const name = 'signalpost_messages_send_seconds'
    expect(text).toContain(
      [
        `# TYPE ${name} histogram`,
        `${name}_bucket{channel="email",le="0.5"} 3`,
        `${name}_bucket{channel="email",le="5"} 4`,
        `${name}_bucket{channel="email",le="+Inf"} 5`,
        `${name}_sum{channel="email"} 12.5`,
        `${name}_count{channel="email"} 5`,
      ].join('\n'),
    )
  })

  test('count what the process has used of the processor since it began, not since it was first asked', () => {
    const used = (kind: string) => Number(new RegExp(`^process_cpu_${kind}seconds_total (\\S+)$`, 'm').exec(text)?.[1])
    expect(Math.round(used('user_') * 1e6)).toBeGreaterThanOrEqual(usedBefore.user)
    expect(Math.round(used('system_') * 1e6)).toBeGreaterThanOrEqual(usedBefore.system)
    expect(used('')).toBeCloseTo(used('user_') + used('system_'))
    const { user, system } = process.cpuUsage()
    expect(Math.round(used('') * 1e6)).toBeLessThanOrEqual(user + system)
  })

  // What `promtool check metrics` looks for.
  test('have a sentence of help each, which is more than the name', () => {
    expect(families.length).toBe(Object.keys(METRICS).length + 1)
    for (const { name, help } of families) {
      expect([name, help]).toEqual([name, expect.stringMatching(/^\S+ .+\.$/)])
      if (/_seconds(_|$)/.test(name)) expect([name, help]).toEqual([name, expect.stringMatching(/second/i)])
    }
  })

  test('are named as Prometheus names metrics', () => {
    for (const { name, type, labels } of families) {
      expect([name, name.endsWith('_total')]).toEqual([name, type === 'counter'])
      expect(name).toMatch(/^[a-z][a-z0-9_]*$/)
      const words = name.split('_')
      const abbreviated = ['s', 'ms', 'us', 'ns', 'sec', 'b', 'kb', 'mb', 'gb', 'm', 'h', 'd']
      const unfit = ['milliseconds', 'minutes', 'hours', 'days', 'kilobytes', 'megabytes', 'percent']
      const types = ['gauge', 'counter', 'histogram', 'summary']
      expect(words.filter((word) => [...abbreviated, ...unfit, ...types].includes(word))).toEqual([])
      if (type !== 'histogram') expect(name).not.toMatch(/_(bucket|count|sum)$/)
      for (const label of labels) {
        expect(label).toMatch(/^[a-z][a-z0-9_]*$/)
        expect([name, type !== 'histogram' && label === 'le', words.includes(label)]).toEqual([name, false, false])
      }
    }
  })
})

test('what is owed to the public is counted by kind, also where nothing of a kind is', async () => {
  const app = await testApp((await sqliteInMemory()).db)
  const impact = [{ id: 'voice', impact: 'major_outage' }]
  const update = { body: 'Calls do not connect.' }
  const post = (priority: string) =>
    app.call('POST /incidents', { as: 'agent', body: { title: 'Calls fail', priority, platforms: impact, update } })
  await post('P1G')
  await post('P2')
  await app.call('POST /incidents', {
    as: 'agent',
    body: { title: 'An exercise', priority: 'P1G', platforms: impact, update, drill: true },
  })
  const counted = async (minutes: number) => {
    app.clock.now += minutes * 60_000
    const headers = { authorization: `Bearer ${app.deps.metricsToken}` }
    const { text: said } = await app.call('GET //metrics', { headers })
    const values = ['open', 'due_soon', 'overdue'].map((standing) => {
      const [, value] = new RegExp(`^signalpost_promises_${standing}{kind="update"} (\\d+)$`, 'm').exec(said) ?? []
      return Number(value)
    })
    for (const kind of OWED_KINDS.filter((one) => one !== 'update'))
      expect(said).toContain(`signalpost_promises_overdue{kind="${kind}"} 0\n`)
    return values
  }
  // The post that opens it is the response, however late that is: none is ever owed.
  const { text } = await app.call('GET //metrics', { headers: { authorization: `Bearer ${app.deps.metricsToken}` } })
  expect(text).toContain('Of first_response there are none: the post that opens an incident is the response.\n')
  expect(await counted(0)).toEqual([2, 0, 0])
  expect(await counted(50)).toEqual([2, 1, 0])
  expect(await counted(15)).toEqual([2, 0, 1])
})

test('every metric that an alert or a document names is there', async () => {
  const files = ['docs/deploy/alerts.yml', 'docs/deploy/dashboard.json', 'docs/operating.md', 'docs/delivery.md']
  const spread = ['', '_count', '_bucket', '_sum']
  const known = new Set(
    families.flatMap(({ name, type }) => (type === 'histogram' ? spread.map((end) => name + end) : [name])),
  )
  for (const file of files) {
    const named = (await readFile(file, 'utf8')).match(/signalpost_\w+/g) ?? []
    expect([file, named.length > 0]).toEqual([file, true])
    expect([file, named.filter((name) => !known.has(name))]).toEqual([file, []])
  }
})

interface Alert {
  alert: string
  expr: string
  labels: { severity: string }
  annotations: { summary: string; todo: string }
}

test('every alert says what is the matter and what to do, and every label that its text needs is left by its expression', async () => {
  const { groups } = parse(await readFile('docs/deploy/alerts.yml', 'utf8')) as { groups: { rules: Alert[] }[] }
  const rules = groups.flatMap((group) => group.rules)
  expect(rules.length).toBeGreaterThanOrEqual(8)
  expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length)
  for (const { alert, expr, labels, annotations } of rules) {
    expect([alert, labels.severity]).toEqual([alert, expect.stringMatching(/^(page|ticket)$/)])
    expect([alert, annotations.summary, annotations.todo]).toEqual([
      alert,
      expect.stringMatching(/\.$/),
      expect.stringMatching(/\.$/),
    ])
    const [, kept = ''] = /by \(([^)]*)\)/.exec(expr) ?? []
    for (const [, label = ''] of annotations.summary.matchAll(/\$labels\.(\w+)/g))
      expect(kept.split(', ')).toContain(label)
    expect([alert, strangers(expr)]).toEqual([alert, []])
  }
})

test('the dashboard is one that Grafana takes, and asks for labels that there are', async () => {
  const { panels, title } = JSON.parse(await readFile('docs/deploy/dashboard.json', 'utf8'))
  expect(title).toBe('Signalpost')
  expect(new Set(panels.map(({ id }: { id: number }) => id)).size).toBe(panels.length)
  for (const { targets } of panels as { targets: { expr: string; legendFormat: string }[] }[]) {
    for (const { expr, legendFormat } of targets) {
      expect([expr, strangers(expr)]).toEqual([expr, []])
      const kept = [...expr.matchAll(/by \(([^)]*)\)/g)].flatMap(([, names = '']) => names.split(', '))
      for (const [, label = ''] of legendFormat.matchAll(/\{\{(\w+)\}\}/g))
        expect([expr, kept]).toEqual([expr, expect.arrayContaining([label])])
    }
  }
})

/** The labels of an expression that the metrics of ours in it do not have. */
function strangers(expr: string): string[] {
  const names = [...expr.matchAll(/signalpost_(\w+)/g)].map(([, name = '']) => name.replace(/_(bucket|sum|count)$/, ''))
  const own = names.flatMap((name) => {
    if (name === 'http_request_seconds') return ['method', 'route', 'status']
    const metric = METRICS[name as keyof typeof METRICS]
    return 'labels' in metric ? [...metric.labels] : []
  })
  const grouped = [...expr.matchAll(/by \(([^)]*)\)/g)].flatMap(([, labels = '']) => labels.split(', '))
  const chosen = names.length > 0 ? [...expr.matchAll(/[{,]\s*(\w+)\s*[=!]/g)].map(([, label = '']) => label) : []
  return [...grouped, ...chosen].filter((label) => label !== 'le' && !own.includes(label))
}

const promtool = ['promtool', '/usr/bin/promtool', '/usr/local/bin/promtool'].find(
  (command) => spawnSync(command, ['--version']).status === 0,
)

test.skipIf(promtool === undefined)(
  'metrics and rules are what Prometheus itself takes, where promtool is installed',
  () => {
    const rules = spawnSync(promtool as string, ['check', 'rules', 'docs/deploy/alerts.yml'], { encoding: 'utf8' })
    expect([rules.status, rules.stderr]).toEqual([0, ''])
    const metrics = spawnSync(promtool as string, ['check', 'metrics'], { input: text, encoding: 'utf8' })
    expect(metrics.stderr).not.toContain('signalpost_')
  },
)
