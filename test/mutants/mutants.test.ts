import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { describe, expect, test } from 'vitest'
import { faulty } from './fault.ts'
import { ROOMS } from './rooms.ts'

describe('the faults that `npm run mutants` puts into the code', () => {
  const all = Object.entries(ROOMS).flatMap(([room, { faults }]) =>
    Object.entries(faults).map(([file, list]) => ({ room, file, list })),
  )

  test.each(all)('fit $file', ({ file, list }) => {
    const content = readFileSync(file, 'utf8')
    for (const fault of list) {
      // One that could not even be read would count as caught.
      const made = stripTypeScriptTypes(faulty(content, fault))
      expect(made, fault[2]).not.toBe(stripTypeScriptTypes(content))
    }
  })

  test('are many enough in each room to say something', () => {
    const count = (room: string) =>
      all.filter((one) => one.room === room).reduce((sum, { list }) => sum + list.length, 0)
    for (const room of ['dispatch', 'delivery', 'documents', 'domain']) expect(count(room)).toBeGreaterThanOrEqual(25)
  })
})
