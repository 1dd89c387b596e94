export const error = {
  title: { 404: 'Page not found', 500: 'Something went wrong', 503: 'Not available right now' },
  text: {
    404: 'There is nothing at this address. It may have moved, or the link may be incomplete.',
    500: 'The page could not be shown. The current status is on the front page.',
    503: 'This part is not available at the moment. Please try again shortly. The current status is on the front page.',
  },
  /** Where not even the page of an error can be shown. */
  plain: {
    404: 'There is no such page.',
    500: 'Something went wrong. Please try again.',
    503: 'Something went wrong. Please try again.',
  },
  home: 'See the current status',
}
