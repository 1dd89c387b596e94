import { writeFileSync } from 'node:fs'
import { icons } from './icons.ts'

for (const [file, content] of Object.entries(await icons())) writeFileSync(`public/${file}`, content)
