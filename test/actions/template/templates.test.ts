import { expect, test } from 'vitest'
import { write } from '../../../db/open.ts'
import { keepSetting } from '../../../db/system/settings.ts'
import { clearDemo } from '../../../server/actions/demo/clear-demo.ts'
import { changePlatform } from '../../../server/actions/platform/change-platform.ts'
import { createPlatform } from '../../../server/actions/platform/create-platform.ts'
import { changeTemplate } from '../../../server/actions/template/change-template.ts'
import { createDefaultTemplates } from '../../../server/actions/template/create-default-templates.ts'
import { createTemplate } from '../../../server/actions/template/create-template.ts'
import { removeTemplate } from '../../../server/actions/template/remove-template.ts'
import { DEFAULT_TEMPLATES } from '../../../server/domain/template/default-templates.ts'
import { MOST_TEMPLATES, type TemplateFields } from '../../../server/domain/template/template.ts'
import { PHASES } from '../../../server/domain/vocabulary.ts'
import { listTemplates } from '../../../server/queries/desk/templates.ts'
import { actionContext, addPlatforms, auditTrail } from '../../support/app/actions.ts'
import { onEachDatabase } from '../../support/database.ts'
import { ADA, LEE } from '../../support/people.ts'
import { accepted, fieldsOf, refused } from '../../support/result.ts'

const solved: TemplateFields = {
  name: 'Solved',
  phase: 'resolved',
  platforms: [],
  title: null,
  body: 'It works again.',
}

onEachDatabase('templates', (fresh) => {
  test('are added, changed and removed, and the trail keeps what they said', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'fax')
    const ctx = actionContext(db, LEE)
    const { id } = accepted(await createTemplate(ctx, solved))
    accepted(await changeTemplate(ctx, id, { body: 'All is well.', platforms: ['fax'] }))
    accepted(await changeTemplate(ctx, id, { body: 'All is well.' }))
    expect(await listTemplates(db)).toEqual([{ id, ...solved, body: 'All is well.', platforms: ['fax'] }])
    accepted(await removeTemplate(ctx, id))
    expect(await listTemplates(db)).toEqual([])
    expect(refused(await removeTemplate(ctx, id)).code).toBe('not_found')
    expect(refused(await changeTemplate(ctx, id, { name: 'x' })).code).toBe('not_found')
    const trail = (await auditTrail(db)).filter(({ object }) => object === `template/${id}`)
    expect(trail.map(({ action, actor }) => [action, actor])).toEqual([
      ['template.create', 'Lee'],
      ['template.change', 'Lee'],
      ['template.remove', 'Lee'],
    ])
    expect(trail.map(({ detail }) => detail)).toMatchObject([
      { body: 'It works again.' },
      { body: { from: 'It works again.', to: 'All is well.' } },
      { body: 'All is well.', platforms: ['fax'] },
    ])
  })

  test('no two have names that read alike', async () => {
    const { db } = await fresh()
    const ctx = actionContext(db, LEE)
    accepted(await createTemplate(ctx, solved))
    const other = accepted(await createTemplate(ctx, { ...solved, name: 'Over' })).id
    for (const name of ['SOLVED', 'Ｓolved', 'sol\u200bved']) {
      expect(refused(await createTemplate(ctx, { ...solved, name })).code).toBe('template_name_taken')
      expect(refused(await changeTemplate(ctx, other, { name })).code).toBe('template_name_taken')
    }
    accepted(await changeTemplate(ctx, other, { name: 'OVER' }))
  })

  test('name platforms in use; those archived since may stay, and none is added', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'fax', 'pager')
    const ctx = actionContext(db, ADA)
    expect(fieldsOf(await createTemplate(ctx, { ...solved, platforms: ['fax', 'telex', 'fax'] }))).toEqual({
      '/platforms/1': 'There is no platform "telex".',
      '/platforms/2': 'Platform "fax" is named twice.',
    })
    const { id } = accepted(await createTemplate(ctx, { ...solved, platforms: ['fax'] }))
    for (const platform of ['fax', 'pager']) accepted(await changePlatform(ctx, platform, { archived: true }))
    accepted(await changeTemplate(ctx, id, { platforms: ['fax'], body: 'Gone.' }))
    expect(Object.keys(fieldsOf(await changeTemplate(ctx, id, { platforms: ['fax', 'pager'] })))).toEqual([
      '/platforms/1',
    ])
    expect(Object.keys(fieldsOf(await createTemplate(ctx, { ...solved, name: 'x', platforms: ['fax'] })))).toHaveLength(
      1,
    )
  })

  test('there are no more than anybody looks through', async () => {
    const { db } = await fresh()
    const row = {
      phase: 'resolved',
      platforms: '[]',
      title: null,
      body: 'x',
      demo: 0,
      created_at: 1,
      updated_at: 1,
    } as const
    const many = Array.from({ length: MOST_TEMPLATES }, (_, index) => ({ ...row, id: `t${index}`, name: `T ${index}` }))
    await db.insertInto('templates').values(many).execute()
    expect(refused(await createTemplate(actionContext(db, LEE), solved)).code).toBe('too_many_templates')
    expect(accepted(await createDefaultTemplates(actionContext(db, LEE)))).toEqual({ added: 0 })
  })

  test('an installation begins with some for each phase, and those that were removed do not come back', async () => {
    const { db } = await fresh()
    const ctx = actionContext(db, ADA)
    const both = await Promise.all([createDefaultTemplates(ctx), createDefaultTemplates(ctx)])
    expect(both.map((one) => accepted(one).added).sort()).toEqual([0, DEFAULT_TEMPLATES.length])
    const made = await listTemplates(db)
    expect([...new Set(made.map(({ phase }) => phase))]).toEqual(PHASES)
    for (const { id } of made) accepted(await removeTemplate(ctx, id))
    expect(accepted(await createDefaultTemplates(ctx))).toEqual({ added: 0 })
    expect(await listTemplates(db)).toEqual([])
  })

  test('of the demonstration go with it, unless they were changed; what was about its platforms alone goes too', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'own')
    const ctx = actionContext(db, ADA)
    const demo = { ...ctx, demo: true }
    accepted(await createPlatform(demo, { id: 'fax', name: 'Fax', group: 'Legacy' }))
    accepted(await createTemplate(demo, { ...solved, name: 'demo', platforms: ['fax'] }))
    const changed = accepted(await createTemplate(demo, { ...solved, name: 'changed' })).id
    accepted(await changeTemplate(ctx, changed, { body: 'Ours.' }))
    accepted(await createTemplate(ctx, { ...solved, name: 'fax', platforms: ['fax'] }))
    accepted(await createTemplate(ctx, { ...solved, name: 'both', platforms: ['fax', 'own'] }))
    await write(db, (trx) => keepSetting(trx, 'demo', 'northline'))
    accepted(await clearDemo(ctx))
    expect((await listTemplates(db)).map(({ name, platforms }) => [name, platforms])).toEqual([
      ['both', ['own']],
      ['changed', []],
    ])
  })
})
