import http from 'node:http'
import { test, expect } from 'vitest'
import { withPage, axe, PHONE } from '../support/browser.ts'
test('x', async () => {
  const s = http.createServer((q,r)=>{r.setHeader('content-type','text/html');r.setHeader('content-security-policy',"default-src 'none'");r.end('<h1>hello</h1>')}).listen(0,'127.0.0.1')
  await new Promise(r=>s.once('listening',r))
  const url='http://127.0.0.1:'+(s.address() as any).port
  for (const javaScriptEnabled of [true])
  await withPage({...PHONE, javaScriptEnabled}, async page => { await page.goto(url);process.stdout.write(JSON.stringify(await axe(page))+'\n'); if (javaScriptEnabled) await page.screenshot({path:'/tmp/infra/s.png'}) })
  s.close()
})
