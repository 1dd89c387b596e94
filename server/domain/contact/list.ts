/** The columns of a list of contacts, in the order in which it is exported (DESIGN 4.3). */
export const LIST_COLUMNS = [
  ...(['organisation', 'customerNumber', 'platforms'] as const),
  ...(['name', 'title', 'email', 'phone', 'locale', 'timeZone', 'rank', 'purposes'] as const),
] as const
