import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import ts from 'typescript'

/** A file of the program as its text tells it. */
export interface Source {
  /** From the repository's root: `server/domain/plan.ts`. */
  path: string
  lines: number
  text: string
  /** Program text; of an Astro component the preface and the scripts. */
  code: string
  /** What it imports: a path from the root for our own files, otherwise the package's or Node's name. */
  imports: string[]
}

/** Every file under a folder whose name ends like this. */
export function sources(folder: string, endings = ['.ts', '.astro']): Source[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => endings.some((ending) => path.endsWith(ending)))
    .sort()
    .map(readSource)
}

function readSource(path: string): Source {
  const text = readFileSync(path, 'utf8')
  const code = path.endsWith('.astro') ? programOf(text) : text
  const imports = ts
    .preProcessFile(code)
    .importedFiles.map(({ fileName }) =>
      fileName.startsWith('.') ? normalize(join(dirname(path), fileName)) : fileName,
    )
  return { path, lines: text.split('\n').length - 1, text, code, imports }
}

function programOf(component: string): string {
  const [, preface = ''] = component.match(/^---\n([\s\S]*?)\n---/) ?? []
  const scripts = [...component.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, script]) => script)
  return [preface, ...scripts].join('\n')
}

/** Files that import each other in a circle, each circle in one line, sorted. */
export function cycles(program: readonly Source[]): string[] {
  const imports = new Map(program.map((source) => [source.path, source.imports]))
  const found = new Set<string>()
  const done = new Set<string>()
  const visit = (path: string, way: readonly string[]): void => {
    const begins = way.indexOf(path)
    if (begins >= 0) found.add(way.slice(begins).toSorted().join(' ↔ '))
    if (begins >= 0 || done.has(path)) return
    for (const target of imports.get(path) ?? []) visit(target, [...way, path])
    done.add(path)
  }
  for (const { path } of program) visit(path, [])
  return [...found].sort()
}

/** What a module does when it is imported, beyond declaring and arranging its own constants: each statement's text. */
export function actsOnImport({ path, code }: Source): string[] {
  const { statements } = ts.createSourceFile(path, code, ts.ScriptTarget.Latest, true)
  const own = statements.filter(ts.isVariableStatement).flatMap(({ declarationList }) => declarationList.declarations)
  const names = own.flatMap(({ name }) => name.getText().match(/\w+/g) ?? [])
  return statements
    .filter((statement) => !DECLARATIONS.some((is) => is(statement)))
    .map((statement) => statement.getText())
    .filter((text) => !names.includes(text.match(/^\w+/)?.[0] ?? ''))
}

const DECLARATIONS = [
  ts.isImportDeclaration,
  ts.isExportDeclaration,
  ts.isExportAssignment,
  ts.isFunctionDeclaration,
  ts.isClassDeclaration,
  ts.isInterfaceDeclaration,
  ts.isTypeAliasDeclaration,
  ts.isVariableStatement,
  ts.isModuleDeclaration,
]

/** Names of the functions and classes a module exports. */
export function exportedFunctions({ path, code }: Source): string[] {
  const file = ts.createSourceFile(path, code, ts.ScriptTarget.Latest, true)
  return file.statements.flatMap((statement) => {
    if (!ts.isFunctionDeclaration(statement) && !ts.isClassDeclaration(statement)) return []
    const exported = statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
    return exported && statement.name ? [statement.name.text] : []
  })
}
