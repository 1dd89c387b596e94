import { expect, test } from 'vitest'
import { write } from '../../../db/open.ts'
import { insertRung } from '../../../db/staff/rungs.ts'
import { tellStaff } from '../../../server/actions/staff/tell-staff.ts'
import type { RungNotice } from '../../../server/domain/ladder/notice.ts'
import { MINUTE } from '../../../server/domain/vocabulary.ts'
import { addPlatforms } from '../../support/app/actions.ts'
import { onEachDatabase } from '../../support/database.ts'
import { printed, terminal } from '../../support/process/terminal.ts'

const OPEN = ['incident', 'open', '--platform', 'trunks=partial_outage', '--body', 'Calls fail.']
/** What is now may be the last hour of a day or of a year in Denver, and the machine may take its time. */
const MOMENT = String.raw`(?:\w{3} )?(?:\d+ \w{3} )?(?:\d{4} )?\d\d:\d\d M[SD]T`
const SINCE = `since ${MOMENT}`
const IN_AN_HOUR = String.raw`${MOMENT} \(in (?:60|59) min\)`

onEachDatabase('what is owed, at the terminal', (_, freshFile) => {
  async function freshTerminal() {
    const place = await freshFile()
    await addPlatforms(place.db, 'trunks')
    const run = await terminal(place)
    const open = (title: string, priority: string, ...words: string[]) =>
      run(...OPEN, '--title', title, '--priority', priority, ...words)
    return { run, open, db: place.db }
  }

  test('is said when an incident is opened, updated and reopened, also that nothing is', async () => {
    const { run, open } = await freshTerminal()
    const opened = await open('Calls fail', 'P1G')
    const [id] = printed(opened)
    const due = new RegExp(
      `^${id}\\nhttps://status.example.com/incidents/${id}/\\nnext update due by .*${IN_AN_HOUR}\\n$`,
    )
    expect(opened.stdout).toMatch(due)
    expect((await run('incident', 'update', id, '--body', 'We are on it.')).stdout).toMatch(due)
    const over = await run('incident', 'update', id, '--body', 'Over.', '--phase', 'resolved')
    expect(over.stdout.split('\n').slice(2)).toEqual(['no next update is due', ''])
    expect((await run('incident', 'reopen', id, '--body', 'It is back.')).stdout).toMatch(due)
  })

  test('is listed with what is due first at the top, in columns, with who is on it', async () => {
    const { run, open } = await freshTerminal()
    expect(await run('owed')).toEqual({ code: 0, stdout: 'Nothing is owed.\n', stderr: '' })
    const [later] = printed(await open('Receipts are late', 'P2'))
    const [sooner] = printed(await open('Calls fail', 'P1G'))
    const { items } = JSON.parse((await run('owed', '--json')).stdout)
    expect(items).toMatchObject([
      { kind: 'update', object: { type: 'incident', id: sooner }, priority: 'P1G', undelivered: null },
      { kind: 'update', object: { url: `https://status.example.com/incidents/${later}/` }, acknowledgedBy: null },
    ])
    const said = await run('owed', 'acknowledge', items[0].promiseId)
    expect([said.code, said.stdout]).toEqual([
      0,
      expect.stringMatching(/^Somebody at the command line of the server \(\S+\) is on it\. It stays due/),
    ])
    const [heading = '', first = '', second = ''] = (await run('owed')).stdout.split('\n')
    expect(heading).toMatch(/^STANDING {2}PRIORITY {2}DUE +KIND +TITLE +ID +PROMISE +WHO IS ON IT$/)
    expect(first).toMatch(
      new RegExp(
        `^on time +P1G +.*${IN_AN_HOUR} +update +Calls fail +${sooner} +${items[0].promiseId} +somebody at the command line`,
      ),
    )
    expect(second).toMatch(new RegExp(`Receipts are late +${later} +\\S+ +nobody$`))
    for (const column of ['TITLE', 'PROMISE', 'WHO']) {
      const at = heading.indexOf(column)
      for (const line of [first, second]) expect(line.slice(at - 2, at + 1)).toMatch(/^ {2}\S$/)
    }
  })

  test.each([
    ['token/desk', 'somebody with the token “desk”'],
    ['staff/Vera Stand (vice-president)', 'Vera Stand (vice-president)'],
  ])('names who is on it as the page does: %s', async (actor, person) => {
    const { run, open, db } = await freshTerminal()
    await open('Calls fail', 'P1G')
    const [{ promiseId }] = JSON.parse((await run('owed', '--json')).stdout).items
    await run('owed', 'acknowledge', promiseId)
    await write(db, (trx) => trx.updateTable('acknowledgements').set({ actor }).execute())
    const [, first = ''] = (await run('owed')).stdout.split('\n')
    expect(first.replace(new RegExp(` ${SINCE}$`), '').endsWith(`  ${person}`)).toBe(true)
    expect(first).toMatch(new RegExp(`${SINCE}$`))
  })

  test('stands with the note of whoever is on it, without being put off', async () => {
    const { run, open } = await freshTerminal()
    await open('Calls fail', 'P1G')
    const [{ promiseId }] = JSON.parse((await run('owed', '--json')).stdout).items
    await run('owed', 'acknowledge', promiseId, '--reason', 'Ask me.')
    expect((await run('owed')).stdout).toMatch(
      new RegExp(String.raw` somebody at the command line of the server \(\S+\) ${SINCE}: Ask me\.\n$`),
    )
    expect(JSON.parse((await run('owed', '--json')).stdout).items).toMatchObject([
      { reason: 'Ask me.', acknowledgedAt: expect.stringMatching(/Z$/), putOffUntil: null },
    ])
  })

  test('is put off until it is due at the latest, and names whoever was on it before', async () => {
    const { run, open, db } = await freshTerminal()
    await open('Calls fail', 'P1G')
    const { id } = await db.selectFrom('updates').select('id').executeTakeFirstOrThrow()
    await run('owed', 'acknowledge', id, '--reason', 'Ask me.')
    await write(db, (trx) => trx.updateTable('acknowledgements').set({ actor: 'staff/Nina Vale (desk)' }).execute())
    const until = new Date(Date.now() + 180 * MINUTE).toISOString()
    const { stdout } = await run('owed', 'acknowledge', id, '--until', until, '--reason', 'On the phone.')
    expect(stdout).toMatch(
      new RegExp(
        String.raw`, put off until ${IN_AN_HOUR}, in place of Nina Vale \(desk\), who was on it ${SINCE} \(“Ask me\.”\)\. It`,
      ),
    )
    expect((await run('owed')).stdout).toMatch(/: On the phone\. \(before: Nina Vale \(desk\): Ask me\.\)\n$/)
    const again = await run('owed', 'acknowledge', id, '--reason', 'Back.')
    expect(again.stdout).not.toContain('in place of')
  })

  test('is put off once, with a reason, as over HTTP', async () => {
    const { run, open, db } = await freshTerminal()
    await open('Calls fail', 'P1G')
    const { id } = await db.selectFrom('updates').select('id').executeTakeFirstOrThrow()
    const until = new Date(Date.now() + 55 * 60_000).toISOString()
    const tooEarly = new Date(Date.now() + 30 * 60_000).toISOString()
    const putOff = (...words: string[]) => run('owed', 'acknowledge', id, ...words)
    const refused = [
      [await putOff('--until', until), /^--reason: Say why it is put off\.\n$/],
      [await putOff('--until', '15:07'), /^--until: must be an RFC 3339 instant/],
      [await putOff('--until', '2026-01-01T00:00:00Z', '--reason', 'x'), /^--until: until must be in the future\.\n$/],
      [await putOff('--reason', ''), /^--reason: must not be empty\n$/],
    ] as const
    for (const [{ code, stdout, stderr }, words] of refused) {
      expect([code, stdout, stderr]).toEqual([2, '', expect.stringMatching(words)])
    }
    expect((await putOff('--until', tooEarly, '--reason', 'x')).stderr).toMatch(
      /there is nothing to put off\. Leave out --until\.\n$/,
    )
    expect((await putOff('--until', until, '--reason', 'On the phone.')).stdout).toMatch(
      /put off until .*in 5[45] min.* It stays due as promised\.\n$/,
    )
    expect((await run('owed')).stdout).toMatch(
      new RegExp(
        String.raw` somebody at the command line of the server \(\S+\) ${SINCE}, put off until .*: On the phone\.\n$`,
      ),
    )
    expect((await putOff('--until', until, '--reason', 'Still.')).stderr).toMatch(
      /put off already.* Leave out --until\.\n$/,
    )
    const { actor, action, detail } = await db
      .selectFrom('audit')
      .select(['actor', 'action', 'detail'])
      .where('action', 'like', 'promise.%')
      .executeTakeFirstOrThrow()
    expect([actor, action, JSON.parse(detail)]).toEqual([
      expect.stringMatching(/^cli\//),
      'promise.put_off',
      { promiseId: id, kind: 'update', dueAt: expect.stringMatching(/Z$/), until, reason: 'On the phone.' },
    ])
  })

  test('of incidents stands in their list: open ones, all of them, or for programs', async () => {
    const { run, open } = await freshTerminal()
    expect((await run('incident', 'list')).stdout).toBe('No incident is open.\n')
    const [late] = printed(await open('Receipts are late', 'P2'))
    const [calls] = printed(await open('Calls fail', 'P1G'))
    const [drill] = printed(await open('An exercise', 'P1', '--drill'))
    const [over] = printed(await open('It was', 'P2'))
    await run('incident', 'update', over, '--body', 'Over.', '--phase', 'resolved')
    const [heading = '', ...lines] = (await run('incident', 'list')).stdout.trimEnd().split('\n')
    expect(heading).toMatch(/^ID +PRIORITY +PHASE +TITLE +NEXT UPDATE DUE +STANDING$/)
    expect(lines.map((line) => line.slice(0, 12))).toEqual([calls, drill, late])
    expect(lines[0]).toMatch(new RegExp(`^${calls} +P1G +investigating +Calls fail +.*${IN_AN_HOUR} +on time$`))
    expect(lines[1]).toContain('An exercise (drill)')
    const all = JSON.parse((await run('incident', 'list', '--all', '--json')).stdout).items
    expect(all.map((one: { id: string }) => one.id).sort()).toEqual([late, calls, drill, over].sort())
    expect(all.find((one: { id: string }) => one.id === over)).toEqual({
      ...{ id: over, url: `https://status.example.com/incidents/${over}/`, title: 'It was', priority: 'P2' },
      ...{ phase: 'resolved', nextUpdateDueAt: null, standing: 'none', drill: false },
    })
  })

  test('of a window that runs and ends by hand is said when it is recorded', async () => {
    const { run } = await freshTerminal()
    const [from, until] = [-10, 30].map((minutes) => new Date(Date.now() + minutes * 60_000).toISOString())
    const words = ['--title', 'New disk', '--platform', 'trunks', '--reason', 'A disk failed.', '--short-notice']
    const times = ['--starts-at', from ?? '', '--ends-at', until ?? '']
    const why = ['emergency', '--short-notice-reason', 'A disk failed.', '--ends-by', 'hand']
    const { code, stdout, stderr } = await run('maintenance', 'schedule', ...times, ...words, ...why)
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout.split('\n')[2]).toMatch(/^word that it is over due by .*\(in (?:30|29) min\)$/)
  })

  test('names whom a message did not reach, why, and who was told instead', async () => {
    const { run, open, db } = await freshTerminal()
    const [id] = printed(await open('Calls fail', 'P1G'))
    const { id: promiseId, due_at: dueAt } = await db
      .selectFrom('updates')
      .select(['id', 'due_at'])
      .executeTakeFirstOrThrow()
    const email = 'manager@northline.example'
    const people = [{ role: 'support manager', name: 'Ines Moreau', email }]
    await write(db, async (trx) => {
      const notice = { kind: 'staff.owed', topic: 'x', rank: 0, now: Date.now(), notice: {} as RungNotice } as const
      const eventId = await tellStaff(trx, [email], notice)
      const rung = { promiseId, rung: 0, attempt: 0, object: { type: 'incident', id }, dueAt: dueAt ?? 0 } as const
      await insertRung(trx, { ...rung, state: 'told', at: Date.now(), eventId, roles: [], people, gaps: [] })
      const failed = { state: 'failed', error: 'there is no such mailbox', settled_at: Date.now() } as const
      await trx.updateTable('deliveries').set(failed).where('event_id', '=', eventId).execute()
    })
    expect((await run('owed')).stdout.split('\n').slice(2)).toEqual([
      expect.stringMatching(/ {2}message not received +Calls fail +/),
      '  Ines Moreau (support manager) did not get it: there is no such mailbox',
      '  told instead: nobody so far',
      '',
    ])
    const doctor = async () => (await run('doctor')).stdout.split('\n').filter((line) => line.includes('deliveries: '))
    const troubled = ['warn  deliveries: 1 to staff failed in the last hour, or tried in vain so far']
    expect(await doctor()).toEqual(troubled)
    const late = { state: 'queued', error: 'the relay is away', settled_at: null } as const
    await db
      .updateTable('deliveries')
      .set({ ...late, created_at: Date.now() - 3 * MINUTE })
      .execute()
    expect((await run('owed')).stdout.split('\n').slice(3)).toEqual([
      '  Ines Moreau (support manager) did not get it: not sent for two minutes: the relay is away',
      '  told instead: nobody yet: what is not sent waits until mail goes out again',
      '',
    ])
    expect(await doctor()).toEqual(troubled)
    await db.updateTable('deliveries').set({ created_at: Date.now() }).execute()
    expect(await doctor()).toEqual([expect.stringMatching(/^ok {4}deliveries: none/)])
  })
})
