import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

/** A document for people, and what it names. */
export interface Written {
  /** From the repository's root: `docs/operating.md`. */
  path: string
  text: string
  /** Paths from the root, and anchors, that it links to; addresses of the web are left out. */
  links: { path: string; anchor: string | undefined }[]
  /** What stands in backticks within a line. */
  codes: string[]
  /** Blocks of code, with their language. */
  blocks: { language: string; code: string }[]
  /** Its headings as a link names them. */
  anchors: string[]
}

/** Every document of the repository: those at its root, and the folder `docs`. */
export function documents(): Written[] {
  const below = readdirSync('docs', { recursive: true, encoding: 'utf8' }).map((name) => join('docs', name))
  return [...readdirSync('.'), ...below.sort()].filter((path) => path.endsWith('.md')).map(readDocument)
}

export function readDocument(path: string): Written {
  const text = readFileSync(path, 'utf8')
  const blocks = [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language = '', code = '']) => ({
    language,
    code,
  }))
  const prose = text.replace(/^```[\s\S]*?^```$/gm, '')
  return {
    path,
    text,
    links: [...prose.matchAll(/(?:\]\(|src=")([^)\s"]+)/g)].flatMap(([, target = '']) => linkOf(path, target)),
    codes: [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code),
    blocks,
    anchors: [...prose.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading)),
  }
}

function linkOf(from: string, target: string): Written['links'] {
  if (/^[a-z]+:/.test(target)) return []
  const [path = '', anchor] = target.split('#')
  return [{ path: path === '' ? from : normalize(join(dirname(from), path)), anchor }]
}

/** As GitHub makes it. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-')
}
