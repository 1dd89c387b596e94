import type { FieldError, Refusal } from '../../../domain/refusal.ts'

/** What is wrong with a form, and what stands meanwhile where somebody has overtaken it: told at once, as the first. */
export function alsoTelling(wrong: Refusal, overtaken: Refusal | null | undefined): Refusal {
  if (!overtaken || overtaken.code === wrong.code) return wrong
  return { ...wrong, fields: [...faultsIn(wrong), ...faultsIn(overtaken)] }
}

function faultsIn({ fields = [], ...all }: Refusal): FieldError[] {
  return fields.length > 0 ? fields : [{ ...all, pointer: '' }]
}
