/** The only two channels between main and renderer; the contract names what travels on them. */
export const REQUEST_CHANNEL = 'guichet:request'
export const EVENT_CHANNEL = 'guichet:event'
