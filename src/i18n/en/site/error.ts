export const error = {
  title: {
    404: 'Page not found',
    429: 'Too many requests',
    500: 'Something went wrong',
    503: 'Not available right now',
  },
  text: {
    404: 'There is nothing at this address. It may have moved, or the link may be incomplete.',
    429: 'Much was asked from your network in a short time. Nothing was changed; please try again in a while. The current status is on the front page.',
    500: 'The page could not be shown. The current status is on the front page.',
    503: 'This part is not available at the moment. Please try again shortly. The current status is on the front page.',
  },
  /** Where not even the page of an error can be shown. */
  plain: {
    404: 'There is no such page.',
    429: 'Too many requests. Please try again in a while.',
    500: 'Something went wrong. Please try again.',
    503: 'Something went wrong. Please try again.',
  },
  perhapsSaved: 'It may have been saved: look before you do it again.',
  home: 'See the current status',
}
