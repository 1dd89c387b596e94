import Sqlite from 'better-sqlite3'
import { sql } from 'kysely'
import { isPostgres } from '../dialect.ts'
import { migrate } from '../migrate.ts'
import { openDatabase } from '../open.ts'
import type { Reader } from '../schema/index.ts'

interface Column {
  table: string
  name: string
  /** Every row has to be given a value. */
  required: boolean
}

interface Index {
  table: string
  name: string
  unique: boolean
  /** In order; an expression is ''. */
  columns: string
  /** For some rows only. */
  condition: string | null
}

interface ShapeProblem {
  text: string
  /** Nothing works without it; otherwise it is only slow. */
  isGrave: boolean
}

/** Something is missing that nothing works without; the message is for the operator. */
export class SchemaDiffers extends Error {
  constructor(problems: readonly string[]) {
    super(
      `The database is not as Signalpost made it: ${problems.join('; ')}. It was changed by hand, or not restored completely. Restore a backup, or put back what is missing.`,
    )
  }
}

/**
 * How a database differs from what the migrations make, whatever it says has been applied. What was added to it by hand
 * counts only if nothing can be written for it.
 */
export async function shapeProblems(db: Reader): Promise<ShapeProblem[]> {
  const model = openDatabase({ handle: new Sqlite(':memory:') })
  try {
    await migrate(model)
    const [columns, wanted] = [await columnsOf(db), await columnsOf(model)]
    const [indexes, wantedIndexes] = [wordsOf(await indexesOf(db), columns), wordsOf(await indexesOf(model), wanted)]
    return [...compareColumns(columns, wanted), ...compareIndexes(indexes, wantedIndexes)]
  } finally {
    await model.destroy()
  }
}

function compareColumns(found: readonly Column[], wanted: readonly Column[]): ShapeProblem[] {
  const nameOf = ({ table, name }: Column) => `${table}.${name}`
  const [names, known] = [new Set(found.map(nameOf)), new Set(wanted.map(nameOf))]
  const [present, tables] = [found, wanted].map((columns) => new Set(columns.map(({ table }) => table)))
  const missing = wanted
    .filter((column) => !names.has(nameOf(column)))
    .map((column) => (present?.has(column.table) ? `the column ${nameOf(column)}` : `the table ${column.table}`))
  const extra = found
    .filter((column) => column.required && tables?.has(column.table) && !known.has(nameOf(column)))
    .map((column) => `the column ${nameOf(column)} is not known, and wants a value`)
  const texts = [...new Set(missing)].map((what) => `${what} is missing`).concat(extra)
  return texts.map((text) => ({ text, isGrave: true }))
}

function compareIndexes(found: ReadonlyMap<string, string>, wanted: ReadonlyMap<string, string>): ShapeProblem[] {
  return [...wanted]
    .filter(([name, words]) => found.get(name) !== words)
    .map(([name, words]) => {
      const is = found.get(name)
      return { text: `the index ${name} is ${is ? `${is} instead of ${words}` : 'missing'}`, isGrave: false }
    })
}

/** What an index says, in words that both databases share: of its condition, which columns it asks. */
function wordsOf(indexes: readonly Index[], columns: readonly Column[]): Map<string, string> {
  const asked = ({ table, condition }: Index) =>
    columns
      .filter((column) => column.table === table && new RegExp(`\\b${column.name}\\b`).test(condition ?? ''))
      .map(({ name }) => name)
      .sort()
  return new Map(
    indexes.map((index) => {
      const where = asked(index)
      const only = where.length > 0 ? ` for some ${where.join(', ')}` : ''
      return [index.name, `${index.unique ? 'unique ' : ''}on ${index.table} (${index.columns})${only}`]
    }),
  )
}

async function columnsOf(db: Reader): Promise<Column[]> {
  const { rows } = isPostgres(db)
    ? await sql<Column>`
        select c.relname as "table", a.attname as name, a.attnotnull and not a.atthasdef as required
        from pg_class c join pg_attribute a on a.attrelid = c.oid
        where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
          and a.attnum > 0 and not a.attisdropped`.execute(db)
    : await sql<Column>`
        select t.name as "table", c.name, c."notnull" and c.dflt_value is null as required
        from sqlite_master t join pragma_table_info(t.name) c
        where t.type = 'table' and t.name not like 'sqlite%' order by t.name, c.cid`.execute(db)
  return rows.filter(({ table }) => !table.startsWith('kysely_'))
}

async function indexesOf(db: Reader): Promise<Index[]> {
  const { rows } = isPostgres(db)
    ? await sql<Index>`
        select t.relname as "table", n.relname as name, i.indisunique as "unique",
          (select string_agg(coalesce(a.attname, ''), ', ' order by k.place)
            from unnest(i.indkey::int[]) with ordinality as k(number, place)
            left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number and k.number > 0) as columns,
          pg_get_expr(i.indpred, i.indrelid) as condition
        from pg_index i join pg_class t on t.oid = i.indrelid join pg_class n on n.oid = i.indexrelid
        where t.relnamespace = current_schema()::regnamespace`.execute(db)
    : await sql<Index>`
        select t.name as "table", i.name, i."unique",
          (select group_concat(coalesce(name, ''), ', ') from
            (select name from pragma_index_xinfo(i.name) where key = 1 order by seqno)) as columns,
          case when i.partial then substr(m.sql, instr(lower(m.sql), ' where ')) end as condition
        from sqlite_master t join pragma_index_list(t.name) i join sqlite_master m on m.name = i.name
        where t.type = 'table' and m.sql is not null`.execute(db)
  return rows
}
