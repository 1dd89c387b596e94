import jsQR from 'jsqr'
import { expect, test } from 'vitest'
import { DESKTOP, PHONE } from '../../support/browser/browser.ts'
import { desk } from '../../support/browser/desk.ts'

const it = desk()

test.each(['light', 'dark'] as const)(
  'a second factor is set up by a code that a camera reads: %s',
  async (colorScheme) => {
    await it.begin()
    await it.as(await it.somebody('agent', 'Rosa'), { ...DESKTOP, colorScheme }, async (page) => {
      await page.goto(`${it.url}/staff/account/factor/`)
      const picture = await page.locator('svg.qr').evaluate(async (svg) => {
        const image = new Image(200, 200)
        image.src = `data:image/svg+xml,${encodeURIComponent(
          svg.outerHTML.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"'),
        )}`
        await image.decode()
        const canvas = new OffscreenCanvas(200, 200).getContext('2d') as OffscreenCanvasRenderingContext2D
        canvas.drawImage(image, 0, 0)
        return [...canvas.getImageData(0, 0, 200, 200).data]
      })
      const link = await page.getByRole('link', { name: 'open it in the app' }).getAttribute('href')
      expect(link).toMatch(/^otpauth:\/\/totp\//)
      expect(jsQR(Uint8ClampedArray.from(picture), 200, 200)?.data).toBe(link)
    })
  },
)

test('a secret is copied with one tap, without the spaces that group it', async () => {
  await it.begin()
  const permissions = ['clipboard-read', 'clipboard-write']
  await it.as(await it.somebody('agent', 'Rosa'), { ...PHONE, permissions }, async (page) => {
    await page.goto(`${it.url}/staff/account/factor/`)
    await page.getByRole('button', { name: 'Copy' }).tap()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    const secret = await page.locator('input[name="secret"]').inputValue()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret)
  })
})
