import type { FieldError, Refusal } from '../../../domain/refusal.ts'

/** What is wrong with a form, and what stands meanwhile where somebody has overtaken it: told at once, as the first. */
export function alsoTelling(wrong: Refusal, overtaken: Refusal | null | undefined): Refusal {
  if (!overtaken || overtaken.code === wrong.code) return wrong
  return { ...wrong, fields: [...faultsIn(wrong), ...faultsIn(overtaken)] }
}

/** All that a refusal says, as what is wrong with fields, or with the whole. */
export function faultsIn({ fields = [], ...all }: Refusal): FieldError[] {
  return fields.length > 0 ? fields : [{ ...all, pointer: '' }]
}
