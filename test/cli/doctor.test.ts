import { expect, test } from 'vitest'
import { addPlatforms } from '../support/app/actions.ts'
import { onEachDatabase } from '../support/database.ts'
import { terminal } from '../support/terminal.ts'

onEachDatabase('the doctor', (_, freshFile) => {
  test('wonders about an empty database, and counts what is there', async () => {
    const place = await freshFile()
    const run = await terminal(place)
    const empty = await run('doctor')
    expect([empty.code, empty.stdout]).toEqual([0, expect.stringContaining('if you expected some, check DATA_DIR')])
    await addPlatforms(place.db, 'trunks', 'fax')
    expect((await run('doctor')).stdout).toContain('ok    content: 2 platforms, no demonstration')
  })
})
