/** Each Monday, to those who chose it: what is planned. */
export const digest = {
  subject: (site: string) => `[Maintenance] This week at ${site}`,
  lead: (count: number) =>
    count === 1
      ? 'One piece of planned work that concerns what you follow starts in the coming days:'
      : `${count} pieces of planned work that concern what you follow start in the coming days:`,
  page: 'All planned work',
  calendar: 'The calendar (.ics)',
  because: (site: string) => `You get this because you chose the weekly overview of ${site}.`,
}
