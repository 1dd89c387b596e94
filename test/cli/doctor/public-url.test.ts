import type { IncomingMessage, ServerResponse } from 'node:http'
import { describe, expect, onTestFinished, test } from 'vitest'
import webpush from 'web-push'
import { publicUrlFindings } from '../../../server/cli/doctor/public-url.ts'
import { loadConfig } from '../../../server/config/index.ts'
import { START } from '../../support/clock.ts'
import { startListener, startRelay } from '../../support/outside/relay.ts'
import { answerJson, listen } from '../../support/outside/stand-in.ts'

const { publicKey, privateKey } = webpush.generateVAPIDKeys()
const other = webpush.generateVAPIDKeys().publicKey
const NOW = { event: 7, at: new Date(START - 20_000).toISOString() }
/** A port that nobody may ask. */
const NOBODY = 'http://127.0.0.1:9'

async function site(answer: (path: string, res: ServerResponse, req: IncomingMessage) => void): Promise<string> {
  const { url, close } = await listen((req, _body, res) => answer(req.url ?? '', res, req))
  onTestFinished(close)
  return url
}

/** A page of Signalpost. */
const signalpost =
  (now: object, key = publicKey) =>
  (path: string, res: ServerResponse) => {
    if (path === '/now.json') return answerJson(res, 200, now)
    if (path === '/subscribe/') return void res.end(`<div data-push="${key}">`)
    answerJson(res, path === '/healthz' ? 200 : 404, {})
  }

/** What the doctor says of `PUBLIC_URL`, where this installation listens at `inside`. */
async function said(publicUrl: string, inside = NOBODY, patience?: number): Promise<string> {
  const config = loadConfig({
    ...{ PUBLIC_URL: publicUrl, PORT: new URL(inside).port, VAPID_SUBJECT: 'mailto:desk@example.com' },
    ...{ VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey },
  })
  const [finding, ...more] = await publicUrlFindings({ config, db: null, now: START }, patience)
  expect(more).toEqual([])
  return `${finding?.level} ${finding?.text}`
}

describe('the doctor on PUBLIC_URL', () => {
  test('knows this installation', async () => {
    const url = await site(signalpost(NOW))
    expect(await said(url)).toBe(`ok address: PUBLIC_URL (${url}) leads to this installation`)
  })

  test('tells another installation, and another server', async () => {
    expect(await said(await site(signalpost(NOW, other)))).toMatch(
      /^fail .* another installation of Signalpost answers/,
    )
    const shop = await site((_, res) => void res.writeHead(200, { server: 'shop' }).end('<h1>Shop</h1>'))
    expect(await said(shop)).toMatch(/^fail .* another server answers \(200, shop\)/)
  })

  test('tells where it leads on to', async () => {
    const url = await site((_, res) => void res.writeHead(301, { location: 'https://www.example.com/now.json' }).end())
    expect(await said(url)).toBe(`fail address: PUBLIC_URL (${url}) leads on to https://www.example.com`)
  })

  test('tells pages that nobody renews, and a web server that passes nothing on', async () => {
    const old = { ...NOW, at: new Date(START - 600_000).toISOString() }
    expect(await said(await site(signalpost(old)))).toMatch(/^warn .* nobody has renewed them since 2026-/)
    const folder = await site((path, res) => {
      if (path === '/healthz') answerJson(res, 404, {})
      else signalpost(NOW)(path, res)
    })
    expect(await said(folder)).toMatch(/^warn .* does not pass on .* \/healthz answers 404/)
  })

  test('fails where nobody answers only while the program runs here', async () => {
    const closed = await site(() => {})
    const gone = closed.replace(/\d+$/, '1')
    expect(await said(gone)).toMatch(/^warn address: nobody answers/)
    const here = await site(signalpost(NOW))
    const refused = `http://${await refusedAddress()}`
    expect(await said(refused)).toMatch(/^warn address: nobody answers .*: ECONNREFUSED$/)
    expect(await said(refused, here)).toMatch(/^fail address: nobody answers .*: ECONNREFUSED$/)
    const silent = await startListener(() => {})
    expect(await said(`http://${silent}`, NOBODY, 1_000)).toMatch(
      /^warn address: nobody answers .*: no answer in time$/,
    )
    expect(await said(`http://${silent}`, here, 1_000)).toMatch(/^fail address: nobody answers .*: no answer in time$/)
    const proxy = await site((_, res) => answerJson(res, 502, {}))
    expect(await said(proxy)).toMatch(/^warn .* a web server answers 502/)
    expect(await said(proxy, here)).toMatch(/^fail .* a web server answers 502/)
  })

  test('names TLS that fails', async () => {
    const untrusted = await startRelay({ secure: true })
    expect(await said(`https://${untrusted}`)).toMatch(/^fail address: TLS fails at .*CERT/)
    const plain = await site(signalpost(NOW))
    expect(await said(plain.replace('http:', 'https:'))).toMatch(/^fail address: TLS fails at .*SSL/)
  })
})

/** Where somebody listened a moment ago. */
async function refusedAddress(): Promise<string> {
  const { url, close } = await listen(() => {})
  await close()
  return new URL(url).host
}
