import { expect, test } from 'vitest'
import { countingSink } from '../../../server/boot/log/sink.ts'

test('lines that cannot be written are dropped, counted, and told once there is room again', () => {
  const written: string[] = []
  let hasRoom = true
  const sink = countingSink((text) => hasRoom && written.push(text) > 0)
  sink.write('{"time":"1","msg":"a"}\n')
  hasRoom = false
  sink.write('{"time":"2","msg":"b"}\n')
  sink.write('{"time":"3","msg":"c"}\n')
  hasRoom = true
  sink.write('{"time":"4","msg":"d"}\n')
  sink.write('{"time":"5","msg":"e"}\n')
  expect(sink.dropped()).toBe(2)
  const lines = written.join('').trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { time: '1', msg: 'a' },
    { level: 'warn', time: '4', lost: 2, msg: 'log lines were lost: they could not be written' },
    { time: '4', msg: 'd' },
    { time: '5', msg: 'e' },
  ])
})
