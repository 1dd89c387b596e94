export const error = {
  title: {
    400: 'This could not be read',
    403: 'This came from another address',
    404: 'Page not found',
    405: 'This does not work here',
    413: 'Too much at once',
    429: 'Too many requests',
    500: 'Something went wrong',
    503: 'Not available right now',
  },
  text: {
    400: 'What was sent contains something that is no text, or is not complete. Nothing was changed. Please go back, type it again, and send it once more. If you followed a link, it may be damaged: open the whole link from where you found it.',
    403: 'This form was sent from an address that is not this page’s own, so nothing was done. There is nothing wrong with what you entered: if you meant it, open the page at its own address and send the form there.',
    404: 'There is nothing at this address. It may have moved, or the link may be incomplete.',
    405: 'This address cannot be used in that way. Nothing was changed. Please begin again from the front page.',
    413: 'What was sent is larger than this page can take. Nothing was changed. Please go back and send less.',
    429: 'Much was asked from your network in a short time. Nothing was changed. The current status is on the front page.',
    500: 'The page could not be shown. The current status is on the front page.',
    503: 'This part is not available at the moment. The current status is on the front page.',
  },
  /** `wait` as `time.seconds` or `time.minutes` say it. */
  retry: (wait: string) => `Please try again in ${wait}.`,
  retrySoon: 'Please try again shortly.',
  /** Where not even the page of an error can be shown. */
  plain: {
    400: 'What was sent could not be read.',
    403: 'This form was sent from an address that is not this page’s own, so nothing was done.',
    404: 'There is no such page.',
    405: 'This address cannot be used in that way.',
    413: 'What was sent is too large.',
    429: 'Too many requests. Please try again in a while.',
    500: 'Something went wrong. Please try again.',
    503: 'Something went wrong. Please try again.',
  },
  /** `own` is the site's address, as a link to the same page there. */
  atOwn: (own: string) => `Open this page at ${own}`,
  ownFails: 'If that does not open, this page is set up wrongly: please tell whoever runs it.',
  perhapsSaved: 'It may have been saved: look before you do it again.',
  home: 'See the current status',
}
