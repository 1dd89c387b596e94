import { expect, test } from 'vitest'
import { nightWork } from '../../../support/app/maintenance-api.ts'
import { outage } from '../../../support/app/test-app.ts'
import { axe, ignoringAborted, PHONE } from '../../../support/browser/browser.ts'
import { desk } from '../../../support/browser/desk.ts'

const it = desk()
const over = (field: string) => `main #${field}-room`

test('what is too long is counted while it is typed, cut by nobody, and refused with how much it is', async () => {
  await it.begin()
  const rosa = await it.somebody('agent', 'Rosa')
  await it
    .as(rosa, PHONE, async (page) => {
      await page.goto(`${it.url}/staff/incidents/new/`)
      const title = page.getByLabel('Title')
      await title.fill('x'.repeat(100))
      expect(await page.locator(over('title')).count()).toBe(0)
      await title.fill('x'.repeat(199))
      expect(await page.locator(over('title')).textContent()).toBe('1 character left')
      await title.fill('x'.repeat(240))
      expect(await page.locator(over('title')).textContent()).toBe('40 characters too many (at most 200)')
      expect(await title.getAttribute('aria-describedby')).toContain('title-room')
      await page.getByRole('status').getByText('40 characters too many (at most 200)').waitFor()
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
      expect(await axe(page)).toEqual([])
      await page.getByLabel('Text').fill(`${`${'a'.repeat(69)}\n`.repeat(300)}x`)
      expect(await page.locator(over('body')).textContent()).toBe('1,001 characters too many (at most 20,000)')
      await page.getByRole('button', { name: 'Open incident' }).tap()
      const faults = page.locator('main > .faults')
      await faults.getByText('Title: It must have at most 200 characters: 40 too many.').waitFor()
      await faults.getByText('Text: It must have at most 20000 characters: 1001 too many.').waitFor()
      expect(await title.inputValue()).toBe('x'.repeat(240))
      // It stands once, and never says two things.
      expect(await page.locator(over('title')).count()).toBe(0)
      await title.fill('x'.repeat(201))
      expect(await page.locator(over('title')).textContent()).toBe('1 character too many (at most 200)')
      expect(await page.locator('#title-fault').count()).toBe(0)
      expect(await faults.getByText('Title:').count()).toBe(0)
      expect(await title.getAttribute('aria-invalid')).toBe('true')
    })
    .catch(ignoringAborted)
})

test.each([
  ['Title', 'title', 200, 50],
  ['Text', 'body', 20_000, 500],
])(
  'how much room is left in “%s” is said of its last quarter, and of no more than 500 characters',
  async (label, field, most, left) => {
    await it.begin()
    await it
      .as(await it.somebody('agent', 'Rosa'), PHONE, async (page) => {
        await page.goto(`${it.url}/staff/incidents/new/`)
        const input = page.getByLabel(label, { exact: true })
        await input.fill('x'.repeat(most - left - 1))
        expect(await page.locator(over(field)).count()).toBe(0)
        await input.fill('x'.repeat(most - left))
        expect(await page.locator(over(field)).textContent()).toBe(`${left} characters left`)
      })
      .catch(ignoringAborted)
  },
)

test('every text of the desk says what the server takes, and the server says how much more it is', async () => {
  const app = await it.begin()
  const admin = await it.somebody('admin', 'Ada')
  const open = async () => (await app.call('POST /incidents', { as: 'lead', body: outage() })).json.id as string
  const [id, closed] = [await open(), await open()]
  const { json } = await app.call(`POST /incidents/${closed}/updates`, {
    as: 'lead',
    body: { body: 'It works.', phase: 'resolved' },
  })
  const window = (await app.call('POST /maintenances', { as: 'lead', body: nightWork() })).json.id
  const ways = ['', 'priority/', 'times/', 'contacts/'].map((way) => `incidents/${id}/${way}`)
  const after = ['reopen/', 'report/', `updates/${json.updates?.[0]?.id ?? json.id}/`].map(
    (way) => `incidents/${closed}/${way}`,
  )
  const paths = ['incidents/new/', ...ways, ...after, 'templates/new/', 'tokens/', 'people/', 'maintenance/new/']
  await it
    .as(admin, PHONE, async (page) => {
      for (const path of [...paths, `maintenance/${window}/`]) {
        await page.goto(`${it.url}/staff/${path}`)
        const said = await page.evaluate(tooLong)
        expect([path, said.length > 0]).toEqual([path, true])
        expect([path, said.filter(([, words]) => words !== '1 too many.')]).toEqual([path, []])
      }
    })
    .catch(ignoringAborted)
})

/** Of every field for text of the page, what the server says when it is sent with one character more than it may have. */
async function tooLong(): Promise<[string, string][]> {
  const read = async (answer: Response) => new DOMParser().parseFromString(await answer.text(), 'text/html')
  const fields = document.querySelectorAll<HTMLInputElement>(
    'main form :is(textarea, [type="text"]), main form input:not([type])',
  )
  const said: [string, string][] = []
  for (const field of fields) {
    const { form, name, id, dataset } = field
    if (!form || form.closest('dialog')) continue
    const button = [...form.querySelectorAll('button')].findLast(({ value }) => ['check', 'do', 'post'].includes(value))
    const body = new URLSearchParams(new FormData(form) as never)
    body.set(name, 'x'.repeat(Number(dataset.most) + 1))
    if (button) body.set(button.name, button.value)
    const action = form.getAttribute('action') ?? location.pathname
    const answer = await read(await fetch(action, { method: 'POST', headers: { accept: 'text/html' }, body }))
    const fault = answer.getElementById(`${id}-fault`)?.textContent
    said.push([`${action} ${name}`, fault?.trim().split(': ').at(-1) ?? 'nothing'])
  }
  return said
}

test('what was missing is said no more once it is there, and the button is in view', async () => {
  await it.begin()
  const rosa = await it.somebody('agent', 'Rosa')
  await it
    .as(rosa, PHONE, async (page) => {
      await page.goto(`${it.url}/staff/incidents/new/`)
      await page.getByLabel('Text').fill('Calls fail for several organisations.')
      const button = page.getByRole('button', { name: 'Open incident' })
      await button.tap()
      const fault = page.locator('#title-fault')
      await fault.getByText('This field is required.').waitFor()
      await page.getByLabel('Title').fill('Calls fail')
      expect([await fault.count(), await page.getByLabel('Title').getAttribute('aria-invalid')]).toEqual([0, null])
      expect(await page.locator('main > .faults').getByText('Title:').count()).toBe(0)
      expect(await button.isVisible()).toBe(true)
    })
    .catch(ignoringAborted)
})
