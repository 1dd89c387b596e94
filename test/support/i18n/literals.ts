import { readFileSync } from 'node:fs'
import ts from 'typescript'

/** A text that stands in the program, and what is around it. */
export interface Literal {
  text: string
  node: ts.Node
}

/** Every text of a file: literals, pieces of templates, and in a component also what stands between its elements. */
export function literalsOf(path: string): Literal[] {
  const code = readFileSync(path, 'utf8')
  const parts = path.endsWith('.astro') ? partsOf(code) : [{ code, kind: ts.ScriptKind.TS }]
  return parts.flatMap(({ code, kind }) => {
    const literals: Literal[] = []
    const visit = (node: ts.Node): void => {
      if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return
      if (ts.isStringLiteralLike(node) || ts.isJsxText(node)) literals.push({ text: node.text, node })
      if (ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) literals.push({ text: node.text, node })
      ts.forEachChild(node, visit)
    }
    visit(ts.createSourceFile(path, code, ts.ScriptTarget.Latest, true, kind))
    return literals
  })
}

/** An Astro component is a script and a template, which reads as JSX once it stands in one element. */
function partsOf(component: string): { code: string; kind: ts.ScriptKind }[] {
  const [whole = '', script = ''] = component.match(/^---\n([\s\S]*?)\n---/) ?? []
  const template = component
    .slice(whole.length)
    .replace(/<!doctype html>/i, '')
    .replace(/<(script|style)\b[^>]*>[\s\S]*?<\/\1>/g, '')
  return [
    { code: script, kind: ts.ScriptKind.TS },
    { code: `<>${template}</>`, kind: ts.ScriptKind.TSX },
  ]
}
