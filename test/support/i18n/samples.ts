import ts from 'typescript'

/** Numbers that languages count in other words. */
export const COUNTS = [0, 1, 2, 1_000_000]

/** What a text of the dictionary is called with: each list is one call. A text is put in as `{name}`. */
export type Samples = (path: readonly string[]) => unknown[][]

/** Finds them by the types that the English original names. */
export function samplesOf(file: string): Samples {
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile('tsconfig.json', ts.sys.readFile).config,
    ts.sys,
    '.',
  )
  const program = ts.createProgram([file], { ...options, types: [] })
  const checker = program.getTypeChecker()
  const source = program.getSourceFile(file)
  const symbol = source && checker.getSymbolAtLocation(source)
  const [en] = symbol ? checker.getExportsOfModule(symbol).filter(({ name }) => name === 'en') : []
  if (!en) throw new Error(`${file} exports no "en"`)
  const original = checker.getTypeOfSymbol(en)

  const of = (type: ts.Type, key: string) => {
    const property = type.getProperty(key)
    if (!property) throw new Error(`${key} is not in the original`)
    return checker.getTypeOfSymbol(property)
  }
  const valuesOf = (type: ts.Type, name: string): unknown[] => {
    if (type.isUnion()) return type.types.flatMap((one) => valuesOf(one, name))
    if (type.isStringLiteral() || type.isNumberLiteral()) return [type.value]
    if (type.flags & ts.TypeFlags.Null) return [null]
    if (type.flags & ts.TypeFlags.BooleanLiteral) return [checker.typeToString(type) === 'true']
    if (type.flags & ts.TypeFlags.Number) return COUNTS
    if (type.flags & ts.TypeFlags.String) return [`{${name}}`]
    if (checker.isArrayLikeType(type)) return [[`{${name}1}`, `{${name}2}`, `{${name}3}`]]
    return [Object.fromEntries(type.getProperties().map((part) => [part.name, `{${part.name}}`]))]
  }

  return (path) => {
    const [signature] = path.reduce(of, original).getCallSignatures()
    const given = signature?.parameters.map((one) => valuesOf(checker.getTypeOfSymbol(one), one.name)) ?? []
    return given.reduce<unknown[][]>((calls, values) => calls.flatMap((call) => values.map((v) => [...call, v])), [[]])
  }
}
