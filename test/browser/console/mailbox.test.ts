import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { DESKTOP, PHONE } from '../../support/browser/browser.ts'
import { desk } from '../../support/browser/desk.ts'

const it = desk()
const MAIL = [
  'From: Status <status@example.com>',
  'To: alice@customer.example',
  'Subject: <b>Calls</b> fail',
  'Date: Tue, 10 Nov 2026 12:00:00 +0000',
  'MIME-Version: 1.0',
  'Content-Type: multipart/alternative; boundary=b',
  '',
  '--b',
  'Content-Type: text/plain',
  '',
  'Look: https://status.example.com/incidents/x/ <script>alert(1)</script>',
  '--b',
  'Content-Type: text/html',
  '',
  '<script>document.body.textContent="ran"</script><img src="https://elsewhere.example/seen.png"><p>Calls fail.</p>',
  '--b--',
  '',
].join('\r\n')

test.each([
  ['on a phone, dark', { ...PHONE, colorScheme: 'dark' as const }],
  ['on a desktop', DESKTOP],
])('the local mailbox is a page of the desk, whose mails run and load nothing, %s', async (_, options) => {
  const { deps } = await it.begin()
  const folder = deps.mailFolder ?? ''
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  await it
    .as(await it.somebody('admin', 'Ada Quill'), options, async (page) => {
      const refused: string[] = []
      page.on('requestfailed', (request) => refused.push(`${request.url()} ${request.failure()?.errorText}`))
      await page.goto(`${it.url}/staff/`)
      await page.locator('.menu summary').click()
      await page.getByRole('link', { name: 'Local mailbox' }).click()
      await page.getByText('No mail yet.').waitFor()

      mkdirSync(folder, { recursive: true })
      writeFileSync(join(folder, '20261110T120000Z-1-a.eml'), MAIL)
      await page.reload()
      const row = page.getByRole('link', { name: '<b>Calls</b> fail' })
      // Noon of the provider, who is in UTC, is at five for a reader in Denver.
      expect(await row.textContent()).toContain('05:00')
      await row.click()
      expect(await page.locator('h1').textContent()).toBe('<b>Calls</b> fail')
      const framed = page.frameLocator('iframe')
      await framed.getByText('Calls fail.').waitFor()
      expect(await framed.locator('body').textContent()).not.toBe('ran')
      expect(refused.filter((line) => !line.startsWith(it.url))).toEqual(['https://elsewhere.example/seen.png csp'])
      expect(await page.locator('pre a').getAttribute('href')).toBe('https://status.example.com/incidents/x/')
      expect(await page.locator('pre').textContent()).toContain('<script>alert(1)</script>')
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
      await page.getByRole('link', { name: 'All mails' }).click()
    })
    .catch(ofTheMail)
})

/** A browser reports what it refuses to a mail: nothing else may be wrong. */
function ofTheMail(error: Error): void {
  const others = error.message
    .split('\n')
    .slice(1)
    .filter((line) => !/Blocked script execution in|violates the following Content Security Policy/.test(line))
  if (!error.message.startsWith('The page reported errors') || others.length > 0) throw error
}
